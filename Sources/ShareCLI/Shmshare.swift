internal import ArgumentParser
private import ShmChannel

/// The program `shmshare`: reads its arguments, runs one command, and ends with its exit code.
@main
struct Shmshare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shmshare",
    abstract: "Publish pictures into shared memory, for shmview to show.",
    usage: "shmshare [<options>] <file> ...\nshmshare <subcommand>",
    discussion: """
      A channel keeps its newest picture until another takes its place or the channel is removed. \
      Viewers follow it live; a publisher never waits for them.

      EXAMPLES
        shmshare photo.jpg           show it in every viewer of "default"
        plot | shmshare -            the same with what a program writes
        shmshare --channel b *.png   one after the other, in another channel
        shmshare save shot.png       keep what is being shown
        shmshare ./list              a file that has the name of a command

      EXIT STATUS
        0   done
        64  wrong usage
        65  the picture cannot be decoded
        66  no such file, channel or frame, or no permission
        74  trouble with shared memory, or with writing
        75  not in time
      """,
    version: "shmshare \(shmviewVersion)",
    subcommands: [Put.self, Save.self, List.self, Wait.self, Remove.self],
    defaultSubcommand: Put.self
  )

  /// Errors of the argument parser start like all others.
  static var _errorPrefix: String { "shmshare: " }

  static func main() {
    StandardStreams.prepare()
    do {
      var command = try parseAsRoot(CommandLineText.arguments())
      try command.run()
    } catch let failure as Failure {
      failure.report()
      exit(withError: ExitCode(failure.status.rawValue))
    } catch {
      exit(withError: error)  // help and version: 0; the parser's own errors: EX_USAGE
    }
  }
}
