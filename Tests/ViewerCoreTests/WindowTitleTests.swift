import Testing

@testable import ViewerCore

@Suite struct WindowTitleTests {
  @Test("the title names frame and channel; a replacement replaces all of it")
  func text() {
    #expect(
      WindowTitle.text(frame: "a.jpg", channel: "cam", replacement: nil) == "a.jpg – cam")
    #expect(WindowTitle.text(frame: nil, channel: "cam", replacement: nil) == "shmview – cam")
    #expect(WindowTitle.text(frame: "", channel: "cam", replacement: nil) == "shmview – cam")
    #expect(WindowTitle.text(frame: "a.jpg", channel: "cam", replacement: "") == "")
    #expect(WindowTitle.text(frame: nil, channel: "cam", replacement: "Hall") == "Hall")
  }

  @Test("control characters of a replacement do not reach the window manager")
  func controlCharacters() {
    #expect(
      WindowTitle.text(frame: nil, channel: "cam", replacement: "a\n\u{1B}b")
        == "a\u{FFFD}\u{FFFD}b")
  }

  @Test("the title for old window managers is Latin-1")
  func latin1() {
    #expect(WindowTitle.latin1("é – 猫\u{7}") == [0xE9, 0x20, 0x2D, 0x20, 0x3F, 0x3F])
  }
}
