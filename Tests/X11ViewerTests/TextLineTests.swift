import CX11
import Testing

@testable import X11Viewer

@Suite struct TextLineTests {
  private func text(_ line: [XChar2b]) -> String {
    String(
      decoding: line.map { UInt16($0.byte1) << 8 | UInt16($0.byte2) }, as: UTF16.self)
  }

  @Test("a line is UCS-2, and what that lacks is a question mark")
  func characters() {
    #expect(text(TextLine.characters("~/Müll 画像")) == "~/Müll 画像")
    #expect(text(TextLine.characters("a😀b")) == "a?b")
  }

  @Test(
    "a line that does not fit loses its middle, and as little of it as possible",
    arguments: [
      (26, "abcdefghijklmnopqrstuvwxyz"), (25, "abcdefghijk...pqrstuvwxyz"),
      (24, "abcdefghijk...qrstuvwxyz"), (5, "a...z"), (4, "a..."),
      (3, "abcdefghijklmnopqrstuvwxyz"),
    ])
  func fitted(room: Int, expected: String) {
    let line = TextLine.characters("abcdefghijklmnopqrstuvwxyz")
    #expect(text(TextLine.fitted(line) { $0.count <= room }) == expected)
  }
}
