internal import ArgumentParser
private import ShmChannel
private import ShmShow

/// `shmshare previous`.
struct Previous: JobCommand {
  static let configuration = SteeringCommand.configuration(
    "previous", "Show the slideshow's previous picture.")

  @OptionGroup var channelOption: ChannelOption

  func job() throws(Failure) -> SteerJob {
    SteerJob(command: .previous, channel: try channelOption.name())
  }
}
