import Testing

import Linux

@Suite("Words in text") struct WordsInTextTests {
  @Test(
    "are found wherever they stand, and nothing like them",
    arguments: [
      ("end of file", "end of file", true), ("the end of file.", "end of file", true),
      ("an end of a file", "end of file", false), ("ééé is missing", "is missing", true),
      ("aab", "ab", true), ("", "x", false), ("x", "xy", false),
    ])
  func mentioned(text: String, words: String, isThere: Bool) {
    #expect(text.mentions(words) == isThere)
  }

  @Test(
    "are left out wherever they stand",
    arguments: [
      ("a.exr is bad: a.exr", "a.exr", " is bad: "), ("é.exr", "é", ".exr"), ("abc", "", "abc"),
      ("aaa", "aa", "a"), ("abc", "abcd", "abc"),
    ])
  func leftOut(text: String, words: String, left: String) {
    #expect(text.leavingOut(words) == left)
  }
}
