import ShmChannel
import Testing

@Suite struct ChannelNameTests {
  @Test(
    "letters, digits, dot, underscore and hyphen make a name of 1 to 64 characters",
    arguments: ["default", "a", "A-Z_0.9", "-x", "_", "x.", String(repeating: "n", count: 64)])
  func good(name: String) throws {
    #expect(try ChannelName(name).string == name)
  }

  @Test(
    "anything else is refused, naming it and the rule",
    arguments: [
      "", ".", "..", ".hidden", "a/b", "a b", "ä", "a\n", "a\0b",
      String(repeating: "n", count: 65),
    ])
  func bad(name: String) {
    #expect(throws: ChannelError.badName(name)) { try ChannelName(name) }
  }

  @Test("the message carries no control characters")
  func message() {
    #expect(
      ChannelError.badName("a\u{1B}[2Jb").description
        == "\"a\u{FFFD}[2Jb\" is not a channel name: use 1 to 64 of A-Z a-z 0-9 . _ -, "
        + "and no dot in front")
  }
}
