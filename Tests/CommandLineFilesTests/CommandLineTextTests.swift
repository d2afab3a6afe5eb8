import Testing

@testable import CommandLineFiles

@Suite("CommandLineText")
struct CommandLineTextTests {
  @Test(
    "every argument gives its exact bytes back, valid UTF-8 or not",
    arguments: [
      [], Array("photo.jpg".utf8), Array("Ünïcödé 図 🌄.png".utf8), [0xFF], [0x66, 0xFC, 0x2E],
      [0xE2, 0x82], [0xC0, 0xAF, 0x41], [0xF4, 0x8F, 0xBF, 0xBF], Array("\u{10FF80}".utf8),
      Array("e\u{301}\r\n".utf8) + [0x80], Array(0x01...0xFF),
    ] as [[UInt8]])
  func roundTrip(bytes: [UInt8]) {
    #expect(CommandLineText.bytes(of: CommandLineText.text(of: bytes)) == bytes)
  }

  @Test("two names that differ only in bytes that are no UTF-8 stay two")
  func distinct() {
    #expect(CommandLineText.text(of: [0x66, 0xFC]) != CommandLineText.text(of: [0x66, 0xF6]))
  }

  @Test(
    "a complaint about arguments is one line, which names the help or asks what was meant",
    arguments: [
      ("Unknown option '--x'", "Unknown option '--x'; see p --help"),
      (
        "Unknown option '--fitt'. Did you mean '--fit'?",
        "Unknown option '--fitt'. Did you mean '--fit'?"
      ),
      ("'x' is wrong.\nProvide 'a' or 'b'.", "'x' is wrong. Provide 'a' or 'b'; see p --help"),
      ("it takes 30, not 30.", "it takes 30, not 30.; see p --help"),
      ("there is no channel why?", "there is no channel why?; see p --help"),
    ])
  func complaint(message: String, line: String) {
    #expect(CommandLineText.complaint(message, seeHelpOf: "p") == line)
  }

  @Test("for people, bytes that are no UTF-8 become U+FFFD")
  func display() {
    let text = CommandLineText.text(of: [0x66, 0xFC, 0x2E])
    #expect(CommandLineText.display(text) == "f\u{FFFD}.")
    #expect(CommandLineText.display("Ünï.png") == "Ünï.png")
  }
}
