private import ArgumentParser
private import Linux
private import Settings

/// Tells a mistyped command from a mistyped file name.
enum MistakenCommand {
  /// Throws if `argument`, the first operand where no command was named, looks like a command
  /// rather than a file: it is a plain word, and no file has that name.
  static func check(_ argument: String) throws(Failure) {
    guard isPlainWord(argument), PathBytes(argument).isMissing else { return }
    throw Failure(.noInput, message(for: argument, commands: commands))
  }

  /// The words for a mistyped command, or for one behind an option, where the parser takes it for a
  /// file.
  static func message(for word: String, commands: [String]) -> String {
    if commands.contains(word) {
      return "there is no file \(word); a command comes before its options: shmshare \(word)"
    }
    let advice =
      Suggestion.nearest(to: word, in: commands).map { "did you mean shmshare \($0)?" }
      ?? "see shmshare --help"
    return "\(word) is neither a file nor a command; \(advice)"
  }

  /// The names of the commands that are there for people, from the one table that the parser uses
  /// too.
  static var commands: [String] {
    Shmshare.configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .map { $0._commandName } + ["help"]
  }

  private static func isPlainWord(_ argument: String) -> Bool {
    !argument.isEmpty
      && argument.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
  }
}
