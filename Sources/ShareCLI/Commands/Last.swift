internal import ArgumentParser
private import ShmChannel
private import ShmShow

/// `shmshare last`.
struct Last: JobCommand {
  static let configuration = SteeringCommand.configuration(
    "last", "Show the slideshow's last picture.")

  @OptionGroup var channelOption: ChannelOption

  func job() throws(Failure) -> SteerJob {
    SteerJob(command: .last, channel: try channelOption.name())
  }
}
