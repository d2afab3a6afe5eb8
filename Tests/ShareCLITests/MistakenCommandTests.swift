import ArgumentParser
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

  @Test("only a plain word can be a mistyped command")
  func operands() throws {
    for word in ["lits", "list", "put"] {
      #expect(throws: Failure.self) { try MistakenCommand.check(word) }
    }
    for name in ["", "lits.png", "./lits", "Lits", "-"] { try MistakenCommand.check(name) }
  }

  @Test(
    "a file is taken for a mistyped command only where none was named",
    arguments: [
      (["lits"], true), (["-q", "list"], true), (["--channel", "put", "list"], true),
      (["put", "list"], false), (["put", "-q", "lits"], false), (["put", "put"], false),
    ])
  func named(arguments: [String], mayBeMistaken: Bool) throws {
    let put = try #require(try Shmshare.parseAsRoot(arguments) as? Put)
    #expect(try Shmshare.job(of: put, arguments).mayBeMistaken == mayBeMistaken)
  }
}
