internal import ArgumentParser
internal import CommandLineFiles
private import ShmChannel

/// `shmshare events`: prints what people do in a channel's viewers.
struct Events: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Print what people do in a channel's viewers, as JSON lines.",
    discussion: """
      Each line is an object with "event": key, press, release, motion, wheel, rectangle, opened, \
      resized, closed, or lost for events that came too fast. There are events for keys that the \
      viewer has no use for (with shmview --send-keys for all), for buttons and the pointer's \
      motion while one is held (with --send-keys for all of it), for the wheel with Control, and \
      for rectangles drawn with Control and the left button. "x" and "y" are pixels of the \
      picture: 0.5, 0.5 is the middle of the first. The channel need not exist.
      """)

  @Option(
    name: [.customShort("n"), .customLong("events")],
    help: ArgumentHelp("Exit after this many events.", valueName: "count"))
  var count: Int?

  @Option(
    help: ArgumentHelp(
      "Exit with 75 when nothing happens for this long.", valueName: "seconds"))
  var timeout: Seconds?

  @OptionGroup var channelOption: ChannelOption

  func validate() throws {
    if let count, count < 1 { throw ValidationError("-n needs a count of 1 or more") }
  }

  func job() throws(Failure) -> EventsJob {
    EventsJob(channel: try channelOption.name(), count: count, timeout: timeout?.duration)
  }
}
