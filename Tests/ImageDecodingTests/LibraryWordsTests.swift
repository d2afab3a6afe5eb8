import Testing

@testable import ImageDecoding

@Suite struct LibraryWordsTests {
  @Test(
    "what a library says becomes one line that steers no terminal",
    arguments: [
      ("plain words", "plain words"), ("brands.\n", "brands."), ("a\r\nb\tc", "a b c"),
      ("x\u{1B}[2Jy", "x [2Jy"), ("a\u{202E}b\u{2028}c", "a b c"), ("\n", ""), ("", ""),
    ])
  func inLine(_ text: String, _ expected: String) {
    #expect(LibraryWords.inLine(text) == expected)
  }
}
