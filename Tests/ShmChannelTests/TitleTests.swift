import Testing

@testable import ShmChannel

@Suite struct TitleTests {
  @Test(
    "control characters become U+FFFD, everything else stays",
    arguments: [
      ("photo.jpg", "photo.jpg"), ("", ""),
      ("a\tb\nc\u{7F}\u{9B}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}"),
      ("\u{1B}]0;x\u{07}", "\u{FFFD}]0;x\u{FFFD}"), ("日本 عربي 🙂", "日本 عربي 🙂"),
      ("a\u{2028}b", "a\u{FFFD}b"), ("a\0b", "a\u{FFFD}b"),
      ("\u{202E}gnp.live", "\u{FFFD}gnp.live"), ("a\u{2066}b\u{2069}", "a\u{FFFD}b\u{FFFD}"),
      ("فجر\u{200F}!", "فجر\u{200F}!"),
    ])
  func controls(text: String, expected: String) {
    #expect(Title.sanitized(text) == expected)
  }

  @Test("bytes that are no UTF-8 become U+FFFD")
  func invalid() {
    #expect(Title.sanitized(bytes: [0x61, 0xFF, 0xC3, 0x62]) == "a\u{FFFD}\u{FFFD}b")
  }

  @Test("a long title is cut between two characters, never inside one")
  func cut() {
    let title = Title.sanitized(String(repeating: "é", count: 600) + "x")
    #expect(title == String(repeating: "é", count: 512))
    #expect(Title.sanitized("x" + String(repeating: "é", count: 600)).utf8.count == 1023)
  }
}
