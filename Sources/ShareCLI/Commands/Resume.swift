internal import ArgumentParser
private import ShmChannel
private import ShmShow

/// `shmshare resume`.
struct Resume: JobCommand {
  static let configuration = SteeringCommand.configuration(
    "resume", "Let a paused slideshow go on by itself.")

  @OptionGroup var channelOption: ChannelOption

  func job() throws(Failure) -> SteerJob {
    SteerJob(command: .resume, channel: try channelOption.name())
  }
}
