internal import ArgumentParser
private import ShmChannel
private import ShmShow

/// `shmshare screen`: switches the screen of a running slideshow.
struct Screen: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "Switch the slideshow's screen on or off.",
    discussion: """
      That holds until the show's hours (slideshow --hours) change next; without hours, until the \
      next such command. While the screen is off, nothing is decoded, and viewers switch their \
      screens off, or are black. Returns once the show has done it. The exit status is 66 where no \
      slideshow runs, and 75 if the show does not answer within 5 seconds.
      """)

  /// What the screen is to be.
  enum Position: String, CaseIterable, ExpressibleByArgument { case on, off }

  @Argument(help: ArgumentHelp("on or off.", valueName: "on|off"))
  var position: Position

  @OptionGroup var channelOption: ChannelOption

  func job() throws(Failure) -> SteerJob {
    SteerJob(
      command: position == .on ? .screenOn : .screenOff, channel: try channelOption.name())
  }
}
