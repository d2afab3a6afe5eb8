internal import ArgumentParser
internal import CommandLineFiles
private import ShmChannel

/// `shmshare wait`: blocks until there is something new, for scripts that follow a channel.
struct Wait: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Wait for a channel's next generation, and print its number.",
    discussion: """
      Without --after it waits for a generation other than the present one or, where there is no \
      channel yet, for its first. If that takes too long, it prints nothing and exits with 75.
      """
  )

  @Option(
    help: ArgumentHelp("Wait for a generation other than this one.", valueName: "generation"))
  var after: UInt64?

  @Option(help: ArgumentHelp("Wait no longer than this.", valueName: "seconds"))
  var timeout: Seconds?

  @OptionGroup var channelOption: ChannelOption

  func job() throws(Failure) -> WaitJob {
    WaitJob(
      channel: try channelOption.name(), after: after.map(Generation.init(rawValue:)),
      timeout: timeout?.duration)
  }
}
