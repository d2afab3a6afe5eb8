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

      With --viewer it makes the channel where there is none, waits until a viewer looks at it, and \
      prints nothing: a program that makes pictures may idle until then.
      """
  )

  @Option(
    help: ArgumentHelp("Wait for a generation other than this one.", valueName: "generation"))
  var after: UInt64?

  @Flag(help: "Wait for a viewer instead.")
  var viewer = false

  @Option(help: ArgumentHelp("Wait no longer than this.", valueName: "seconds"))
  var timeout: Seconds?

  @OptionGroup var channelOption: ChannelOption

  func validate() throws {
    if viewer && after != nil {
      throw ValidationError("--after is about frames, and --viewer about viewers")
    }
  }

  func job() throws(Failure) -> WaitJob {
    WaitJob(
      awaitsViewer: viewer,
      channel: try channelOption.name(), after: after.map(Generation.init(rawValue:)),
      timeout: timeout?.duration)
  }
}
