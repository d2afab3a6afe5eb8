internal import ArgumentParser
private import CommandLineFiles

/// `shmshare rm`: removes channels.
struct Remove: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Remove channels, with the frames that they hold.",
    discussion: """
      Viewers go back to waiting, and follow the channel once it is made again. --unused \
      removes all channels but those that have a viewer, a slideshow or a publisher, or a picture \
      younger than --older says, and prints a line for each.
      """
  )

  @Argument(
    help: ArgumentHelp("The channels to remove.", valueName: "channel"),
    completion: .shellCommand(ShellCompletion.channels))
  var channels: [String] = []

  @Flag(help: "Remove all that nobody uses.")
  var unused = false

  @Option(
    help: ArgumentHelp(
      "How old their pictures must be: \(Age.examples). (default: 1d)", valueName: "age"),
    transform: Self.age)
  var older: Age?

  private static func age(_ text: String) throws -> Age {
    guard let age = Age(argument: text) else {
      throw ValidationError(
        "--older takes a whole number with its unit, such as \(Age.examples), not "
          + "\"\(CommandLineText.display(text))\"")
    }
    return age
  }

  func validate() throws {
    if unused, !channels.isEmpty {
      throw ValidationError("--unused finds its channels itself; name none")
    }
    if !unused, channels.isEmpty { throw ValidationError("name a channel, or give --unused") }
    if !unused, older != nil { throw ValidationError("--older needs --unused") }
  }

  func job() -> RemoveJob {
    RemoveJob(unused ? .unused(for: (older ?? Age(.seconds(86_400))).duration) : .named(channels))
  }
}
