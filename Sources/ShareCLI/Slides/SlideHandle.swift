/// A slide as the slideshow holds it: its process, with what that said last.
struct SlideHandle {
  let process: SlideProcess
  /// Whether it was told to show its picture.
  var isTold = false
  var isShown = false
  /// The line from which its end is to be understood.
  var lastWords: SlideAnswer?
}
