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
    ])
  func controls(text: String, expected: String) {
    #expect(Title.sanitized(text) == expected)
  }

  @Test(
    "so does what nobody sees: it would reorder a name, or make two of them look alike",
    arguments: [
      0xAD, 0x61C, 0x200B, 0x202A, 0x202E, 0x2060, 0x2065, 0x206F, 0xFEFF, 0xFFF9, 0xFFFB, 0xE0000,
      0xE0001, 0xE0041, 0xE007F,
    ])
  func invisible(value: UInt32) throws {
    let hidden = String(try #require(Unicode.Scalar(value)))
    #expect(Title.sanitized("a\(hidden)b") == "a\u{FFFD}b")
  }

  @Test("marks of a direction are dropped, and take no room")
  func marks() {
    #expect(Title.sanitized("\u{200E}فجر\u{200F}!") == "فجر!")
    #expect(Title.sanitized("\u{200E}\u{200F}ab", byteCount: 2) == "ab")
  }

  @Test(
    "what joins letters and emoji stays, and so do the neighbours of what goes",
    arguments: [
      "می\u{200C}خواهم", "क्\u{200D}ष", "👨\u{200D}👩\u{200D}👧", "a\u{2010}b", "a\u{205F}b",
      "a\u{2070}b", "a\u{FFFC}b", "a\u{AC}b", "a\u{AE}b", "a\u{FE0F}b", "a\u{E0100}b",
    ])
  func kept(text: String) {
    #expect(Array(Title.sanitized(text).unicodeScalars) == Array(text.unicodeScalars))
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
