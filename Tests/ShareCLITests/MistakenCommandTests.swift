import Testing

@testable import ShareCLI

@Suite("MistakenCommand")
struct MistakenCommandTests {
  @Test(
    "a word that is nearly a command is answered with that command",
    arguments: [
      ("lits", "list"), ("lst", "list"), ("sav", "save"), ("svae", "save"), ("rmm", "rm"),
      ("wiat", "wait"), ("pt", "put"), ("hlep", "help"),
    ])
  func nearMiss(word: String, command: String) {
    #expect(
      MistakenCommand.message(for: word, commands: MistakenCommand.commands)
        == "\(word) is neither a file nor a command; did you mean shmshare \(command)?")
  }

  @Test("a word that is like no command is answered with the way to the help")
  func farMiss() {
    #expect(
      MistakenCommand.message(for: "photograph", commands: MistakenCommand.commands)
        == "photograph is neither a file nor a command; see shmshare --help")
  }

  @Test("a command behind an option, which is taken for a file, is told to come first")
  func behindOption() {
    #expect(
      MistakenCommand.message(for: "stream", commands: MistakenCommand.commands)
        == "there is no file stream; a command comes before its options: shmshare stream")
  }

  @Test("the commands are those that the parser knows")
  func commands() {
    #expect(
      MistakenCommand.commands == [
        "put", "stream", "follow", "save", "list", "wait", "events", "rm", "slideshow", "next",
        "previous", "first", "last", "pause", "resume", "jump", "screen", "bridge", "help",
      ])
  }

  @Test("only a first operand that is a plain word can be a mistyped command")
  func operands() throws {
    #expect(throws: Failure.self) { try MistakenCommand.check("lits", isFirst: true) }
    for name in ["", "lits.png", "./lits", "Lits", "-"] {
      try MistakenCommand.check(name, isFirst: true)
    }
    try MistakenCommand.check("lits", isFirst: false)
  }
}
