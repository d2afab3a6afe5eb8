import CX11
import Testing

@testable import X11Viewer

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

  @Test("the title for old window managers is Latin-1")
  func latin1() {
    #expect(WindowTitle.latin1("é – 猫\u{7}") == [0xE9, 0x20, 0x2D, 0x20, 0x3F, 0x3F])
  }
}

@Suite struct NoticesTests {
  @Test("control characters do not reach the terminal")
  func printable() {
    #expect(Notices.printable("a\u{1B}[2Jb\u{9B}\nc") == "a\u{FFFD}[2Jb\u{FFFD}\nc")
  }
}

@Suite struct ControlsTests {
  @Test("q and Esc quit; other keys do nothing")
  func keys() {
    #expect(Controls.action(for: KeySym(XK_q)) == .quit)
    #expect(Controls.action(for: KeySym(XK_Escape)) == .quit)
    #expect(Controls.action(for: KeySym(XK_z)) == nil)
  }

  @Test("the help text has a line for each control")
  func help() {
    #expect(Controls.help == "  q, Esc  quit")
  }

  @Test("no key stands twice in the table")
  func unique() {
    let keys = Controls.table.flatMap { $0.keys.map(\.keysym) }
    #expect(Set(keys).count == keys.count)
  }
}

@Suite struct ChannelArgumentTests {
  @Test("a name with a slash, or of a file that exists, is taken for a file")
  func file() {
    #expect(throws: UsageError.file("./cam")) { try ChannelArgument.name("./cam") }
    #expect(throws: UsageError.file("/")) { try ChannelArgument.name("/") }
    #expect(
      UsageError.file("photo.jpg").description
        == "photo.jpg is a file; to show it: shmshare photo.jpg")
  }

  @Test("a name that no channel can have is refused, and any other taken")
  func names() throws {
    #expect(throws: UsageError.self) { try ChannelArgument.name(".hidden") }
    #expect(throws: UsageError.self) { try ChannelArgument.name("") }
    #expect(try ChannelArgument.name("cam-1.left").string == "cam-1.left")
  }
}
