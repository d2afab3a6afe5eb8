import Pixels
package import ShmChannel

/// A picture as it is about to be seen, and what there is to tell of it.
package struct SeenPicture {
  var info: FrameInfo
  var view: View
  var tones: Tones
  /// The way that it takes; nil where it goes into no window.
  var path: PathKind?
  /// How frames come to the screen, for people; empty where they go into the window at once.
  var presents = ""
  /// Frames that came and went unseen; nil where nobody counts.
  var skipped: UInt64?
  /// How many generations have come since, if the picture is frozen.
  var frozenSince: UInt64?
  /// Where it is among those that are still there, if one looks back.
  var history: HistoryFace?
  /// What is seen in place of it, for people.
  var comparison: Panel.Row?
  /// The marked frame, for people.
  var mark: String?
  /// How much it differs from that, as far as is known.
  var difference: DifferenceFigures?

  /// One that goes into no window, so that nothing has become of it there.
  package init(_ info: FrameInfo, in view: View, tones: Tones) {
    self.info = info
    self.view = view
    self.tones = tones
  }
}
