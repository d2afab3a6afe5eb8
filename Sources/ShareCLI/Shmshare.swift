internal import ArgumentParser
private import CommandLineFiles
private import Glibc
private import ShmChannel

/// The program `shmshare`: reads its arguments, runs one command, and ends with its exit code.
@main
struct Shmshare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shmshare",
    abstract: "Publish pictures into shared memory, for shmview to show.",
    usage: "shmshare [<options>] <file> ...\nshmshare <subcommand>",
    discussion: """
      A channel keeps its newest picture until another replaces it or the channel is removed. \
      Viewers follow it live; a publisher never waits for them.

      EXAMPLES
        shmshare photo.jpg           show it in every viewer of "default"
        plot | shmshare -            show what a program writes
        shmshare --channel b *.png   show several in turn, in another channel
        shmshare save shot.png       save what is being shown
        shmshare ./list              show a file that is named like a command

      EXIT STATUS
        0   done
        64  wrong usage
        65  not a picture, or a damaged one
        66  no such file, channel, frame or slideshow, or no permission
        74  an error with shared memory, or with writing
        75  timed out, or another slideshow or bridge has the channel
      """,
    version: ProgramVersion.text(of: "shmshare"),
    subcommands: [
      Put.self, Stream.self, Follow.self, Save.self, List.self, Wait.self, Events.self,
      Remove.self, SlideshowCommand.self, Next.self, Previous.self, First.self, Last.self,
      Pause.self, Resume.self, Jump.self, Screen.self, Bridge.self,
      DecodeSlide.self, DecodePicture.self, WatchFiles.self, ReadList.self, ReadProfile.self,
    ],
    defaultSubcommand: Put.self
  )

  static func main() {
    Glibc.exit(run(CommandLineText.arguments()))
  }

  /// Parses (but not the plainest forms, for which that takes too long), runs one command, reports
  /// what went wrong, and gives the exit code.
  static func run(_ arguments: [String]) -> CInt {
    run { () throws(Failure) in
      if let job = PlainArguments.job(arguments) { return try job.run() }
      try runCommand(arguments)
    }
  }

  /// Runs a job, for which nothing is parsed, reports what went wrong, and gives the exit code.
  static func run(_ job: some Job) -> CInt {
    run { () throws(Failure) in try job.run() }
  }

  private static func run(_ work: () throws(Failure) -> Void) -> CInt {
    do throws(Failure) {
      try StandardStreams.prepare()
      try work()
      return 0
    } catch {
      error.report()
      return error.status.rawValue
    }
  }

  private static func runCommand(_ arguments: [String]) throws(Failure) {
    do {
      var command = try parseAsRoot(SlideshowSettings.applied(to: arguments))
      if let put = command as? Put { return try job(of: put, arguments).run() }
      try command.run()
    } catch let failure as Failure {
      throw failure
    } catch {
      try explain(error, arguments)
    }
  }

  /// What the command does that is run where none is named.
  static func job(of put: Put, _ arguments: [String]) throws(Failure) -> PutJob {
    var job = try put.job()
    job.mayBeMistaken = arguments.first != Put._commandName
    return job
  }

  /// Prints help and the version, which the parser throws as well; its true errors are failures.
  private static func explain(_ error: any Error, _ arguments: [String]) throws(Failure) {
    let code = exitCode(for: error)
    if code.isSuccess {
      try StandardStreams.requireOutput()
      return try StandardStreams.say(fullMessage(for: error) + "\n")
    }
    let message = message(for: error)
    guard code == .validationFailure else {
      throw Failure(
        ExitStatus(rawValue: code.rawValue) ?? .trouble, CommandLineText.display(message))
    }
    if arguments.isEmpty, StandardStreams.hasInput {
      throw Failure(.usage, "\(message); did you mean shmshare -?")
    }
    throw Failure(
      .usage, CommandLineText.complaint(message, seeHelpOf: commandName(arguments)))
  }

  /// The command that has the help for these arguments.
  private static func commandName(_ arguments: [String]) -> String {
    var name = _commandName
    var commands = configuration.subcommands
    for argument in arguments {
      guard let command = commands.first(where: { $0._commandName == argument }) else { break }
      name += " \(argument)"
      commands = command.configuration.subcommands
    }
    return name
  }
}
