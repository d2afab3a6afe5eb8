import ArgumentParser
import Glibc
import ShmChannel

/// The command line of `shmview`.
@main struct Shmview: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shmview",
    abstract: "Show the newest picture of a channel in a window.",
    discussion: """
      The window opens at once and follows the channel: whatever "shmshare FILE" puts there is shown.

      KEYS
      \(Controls.help)

      EXIT STATUS
        0   closed, or ended by a signal
        64  wrong usage
        69  no X display that can be drawn on, or it died
        74  trouble with shared memory
      """,
    version: "shmview \(shmviewVersion)")

  @Argument(help: "The channel to show (default: \(ChannelName.standard)).")
  var channel: String?

  @Option(
    name: .customLong("channel"),
    help: ArgumentHelp(
      "The same, also for a channel that has the name of a file here.", valueName: "channel"))
  var channelOption: String?

  @Option(
    parsing: .unconditional,  // `-0-0` is a place
    help: ArgumentHelp(
      "Size and place of the window: WxH, WxH+X+Y or +X+Y.", valueName: "WxH+X+Y"))
  var geometry: Geometry?

  @Option(help: "The window's title, in place of the picture's and the channel's name.")
  var title: String?

  @Flag(help: "Send pixels through the X connection, not through shared memory.")
  var noShm = false

  @Flag(
    help: "Print counters as JSON: a line a second while something changes, and one at the end.")
  var stats = false

  /// Parses, shows, and ends with an exit code as in `sysexits.h`.
  static func main() {
    let started = ContinuousClock.now
    let command: Self
    do {
      command = try parse()
    } catch {
      Glibc.exit(explain(error))
    }
    do throws(ViewerError) {
      try command.show(started: started)
    } catch {
      Notices.write(error.description)
      Glibc.exit(error.exitCode)
    }
  }

  /// Prints help to standard output, and what is wrong with the arguments to standard error.
  private static func explain(_ error: any Error) -> CInt {
    let code = exitCode(for: error)
    if code.isSuccess {
      print(fullMessage(for: error))
    } else {
      let lines = message(for: error).split(separator: "\n")
      Notices.write("\(lines.joined(separator: " ")); see shmview --help")
    }
    return code.rawValue
  }

  private func show(started: ContinuousClock.Instant) throws(ViewerError) {
    do { try StandardDescriptors.complete() } catch { throw .channel(error) }
    let options = try options()
    let signals = try Signals()
    let viewer = try Viewer(on: Display(), options: options, started: started)
    defer { viewer.finish() }
    try EventLoop.run(viewer, signals)
  }

  private func options() throws(ViewerError) -> Options {
    do throws(UsageError) {
      return Options(
        channel: try ChannelArgument.channel(argument: channel, option: channelOption),
        geometry: geometry, title: title, sharesMemory: !noShm, printsStats: stats)
    } catch {
      throw .usage(error)
    }
  }
}
