private import Sandbox
internal import ShmChannel

/// Holds, shows and plays one picture of a slideshow, for the process that runs that.
struct SlideJob: Job, Equatable {
  /// As `CommandLineText` has it; nil to wait for the order that names it.
  let file: String?
  let channel: ChannelName
  let costs: DecodingCosts
  /// The transition to it, where the order to show it names none.
  let fade: Duration
  /// The slideshow's process, with which this one dies; nil for none.
  let parent: Int32?

  func run() throws(Failure) {
    if let parent, !Parenthood.endWith(parent) { return }
    var slide = Slide(file.map(SlideFile.init), in: channel, costs: costs, fade: fade)
    try slide.run()
  }
}
