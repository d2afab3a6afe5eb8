import CommandLineFiles
import ArgumentParser
import ShmChannel
import Testing

@testable import ShareCLI

@Suite("The command line")
struct ArgumentsTests {
  @Test("a file without a command is put")
  func defaultCommand() throws {
    let put = try #require(try Shmshare.parseAsRoot(["photo.jpg"]) as? Put)
    #expect(put.files == ["photo.jpg"])
    #expect(put.channelOption.channel == nil)
    #expect(put.limits.costs == DecodingCosts())
    #expect(put.waitShown == nil && put.title == nil && !put.quiet)
  }

  @Test("options may stand before, between and behind the files")
  func options() throws {
    let arguments = ["--channel", "list", "a", "--title", "T", "-", "-q", "--wait-shown", "1.5"]
    let put = try #require(try Shmshare.parseAsRoot(arguments) as? Put)
    #expect(put.files == ["a", "-"])
    #expect(put.channelOption.channel == "list")
    #expect(put.title == "T")
    #expect(put.quiet)
    #expect(put.waitShown?.duration == .milliseconds(1500))
  }

  @Test("a file that has the name of a command is put by its path")
  func ambiguousName() throws {
    #expect(try Shmshare.parseAsRoot(["list"]) is List)
    #expect(try Shmshare.parseAsRoot(["./list"]) is Put)
    #expect(try Shmshare.parseAsRoot(["put", "list"]) is Put)
  }

  @Test("a file whose name starts with a hyphen is put behind --")
  func hyphen() throws {
    let put = try #require(try Shmshare.parseAsRoot(["--", "-q"]) as? Put)
    #expect(put.files == ["-q"])
  }

  @Test(
    "wrong usage ends with 64",
    arguments: [
      [], ["--bogus"], ["put"], ["save"], ["save", "a", "b"], ["rm"], ["wait", "--after", "x"],
      ["wait", "--timeout", "-1"], ["a", "--max-pixels", "0"], ["a", "--wait-shown", "soon"],
      ["list", "x"],
    ])
  func usage(arguments: [String]) {
    #expect(throws: (any Error).self) {
      do {
        _ = try Shmshare.parseAsRoot(arguments)
      } catch {
        #expect(Shmshare.exitCode(for: error).rawValue == 64)
        throw error
      }
    }
  }

  @Test(
    "help and version end with 0",
    arguments: [["--help"], ["--version"], ["help", "put"], ["put", "-h"]])
  func help(arguments: [String]) {
    #expect(throws: (any Error).self) {
      do {
        var command = try Shmshare.parseAsRoot(arguments)
        try command.run()
      } catch {
        #expect(Shmshare.exitCode(for: error).rawValue == 0)
        throw error
      }
    }
  }

  @Test("a channel name that is not UTF-8 is shown with U+FFFD")
  func channelName() {
    let words =
      "\"f\u{FFFD}\" is not a channel name: use 1 to 64 of A-Z a-z 0-9 . _ -, and no dot in front"
    #expect(throws: Failure(.usage, words)) {
      try ChannelName.checked(CommandLineText.text(of: [0x66, 0xFC]))
    }
  }
}
