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

      With --viewer it makes the channel if there is none, waits until a viewer opens it, and prints \
      nothing: a program that makes pictures may idle until then.

      With --shown it waits until a viewer has shown the channel's newest frame, or with --after one \
      that is newer than that, and prints the frame's number. A line for each stage of the viewer's \
      latest 1,000 frames follows: its name, how long half of the frames took at most, and how long \
      99 of 100 took, in milliseconds. The stages are commit (since the capture, where the publisher \
      says when that was), woken (the viewer turned to it), put (it was sent to the X server), \
      executed (the server has drawn it), presented (the screen shows it, where that is known), and \
      total (since the commit).
      """
  )

  @Option(
    help: ArgumentHelp("Wait for a generation other than this one.", valueName: "generation"))
  var after: UInt64?

  @Flag(help: "Wait for a viewer instead.")
  var viewer = false

  @Flag(help: "Wait until a viewer has shown it, and print how long frames take.")
  var shown = false

  @Option(help: ArgumentHelp("Wait no longer than this.", valueName: "seconds"))
  var timeout: Seconds?

  @OptionGroup var channelOption: ChannelOption

  func validate() throws {
    if viewer && after != nil {
      throw ValidationError("--after is about frames, and --viewer about viewers")
    }
    if viewer && shown { throw ValidationError("use either --viewer or --shown") }
  }

  func job() throws(Failure) -> WaitJob {
    WaitJob(
      aim: viewer ? .viewer : shown ? .shown : .frame,
      channel: try channelOption.name(), after: after.map(Generation.init(rawValue:)),
      timeout: timeout?.duration)
  }
}
