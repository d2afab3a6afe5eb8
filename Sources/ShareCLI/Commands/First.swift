internal import ArgumentParser
private import ShmChannel
private import ShmShow

/// `shmshare first`.
struct First: JobCommand {
  static let configuration = SteeringCommand.configuration(
    "first", "Show the slideshow's first picture.")

  @OptionGroup var channelOption: ChannelOption

  func job() throws(Failure) -> SteerJob {
    SteerJob(command: .first, channel: try channelOption.name())
  }
}
