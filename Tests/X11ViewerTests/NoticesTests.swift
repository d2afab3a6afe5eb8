import Testing

@testable import X11Viewer

@Suite struct NoticesTests {
  @Test("control characters do not reach the terminal")
  func printable() {
    #expect(Notices.printable("a\u{1B}[2Jb\u{9B}\nc") == "a\u{FFFD}[2Jb\u{FFFD}\nc")
  }
}
