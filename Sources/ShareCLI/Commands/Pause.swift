internal import ArgumentParser
private import ShmChannel
private import ShmShow

/// `shmshare pause`.
struct Pause: JobCommand {
  static let configuration = SteeringCommand.configuration(
    "pause", "Keep the slideshow at its present picture.")

  @OptionGroup var channelOption: ChannelOption

  func job() throws(Failure) -> SteerJob {
    SteerJob(command: .pause, channel: try channelOption.name())
  }
}
