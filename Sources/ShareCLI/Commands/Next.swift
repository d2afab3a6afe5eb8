internal import ArgumentParser
private import ShmChannel
private import ShmShow

/// `shmshare next`.
struct Next: JobCommand {
  static let configuration = SteeringCommand.configuration(
    "next", "Show the slideshow's next picture.")

  @OptionGroup var channelOption: ChannelOption

  func job() throws(Failure) -> SteerJob {
    SteerJob(command: .next, channel: try channelOption.name())
  }
}
