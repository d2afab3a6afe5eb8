import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("Looking back at older frames") struct OlderFramesTests {
  let stage: Stage

  init() throws { stage = try Stage.withScreen() }

  private func picture(_ number: Int) -> Picture {
    .plain(UInt32(0x40_2010 + number * 0x10_0800), 640, 480)
  }

  private func showAll(_ count: Int) throws {
    for number in 1...count { try stage.show(picture(number)) }
  }

  /// Waits until the window shows that picture's colour in its middle.
  private func awaitNumber(_ number: Int, in viewer: Viewer) throws {
    try eventually("picture \(number)") {
      try viewer.window.pixel(320, 300) == self.picture(number)[0, 0] & 0xFF_FFFF
    }
  }

  @Test(
    "a viewer's wish keeps frames while it lives; [ and ] step over them, x is live again",
    arguments: [WindowManager.openbox])
  func steps(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer("--history", "4")
    try showAll(6)
    #expect(stage.frames().count >= 5)
    try stage.press("bracketleft", in: viewer)
    try awaitNumber(5, in: viewer)
    try stage.press("bracketleft", "bracketleft", "bracketleft", in: viewer)
    try awaitNumber(2, in: viewer)
    // The line along the lower edge, bright where one is.
    let shown = try viewer.picture()
    let line = (0..<640).map { shown[$0, 478] & 0xFF_FFFF }
    #expect(Set(line) == [0xFF_FFFF, 0x6B_7280])
    #expect(line[639] == 0x6B_7280 && (80...170).contains(line.count { $0 == 0xFF_FFFF }))
    try stage.put(picture(7))
    try awaitNumber(2, in: viewer)
    #expect(try stage.acknowledged() == 6, "an older frame tells publishers nothing")
    try stage.press("bracketright", in: viewer)
    try awaitNumber(3, in: viewer)
    try stage.press("x", in: viewer)
    try viewer.awaitPicture(picture(7))
    #expect(try viewer.quit().ending == .exited(0))
    for number in 1...2 { try stage.put(picture(number)) }
    #expect(stage.frames().count <= 3, "its wish has ended")
  }

  @Test("a killed viewer's wish ends, too")
  func killed() throws {
    let viewer = try stage.startViewer("--history", "9")
    try showAll(6)
    #expect(stage.frames().count >= 6)
    try viewer.program.end(by: SIGKILL)
    for number in 1...2 { try stage.put(picture(number)) }
    #expect(stage.frames().count <= 3)
  }

  @Test("put --history has the channel keep frames; save and follow have them")
  func kept() throws {
    for number in 1...7 {
      let file = try stage.file(picture(number))
      #expect(try stage.share("--history", "3", file).ending == .exited(0))
    }
    for (choice, number) in [("-0", 7), ("-3", 4), ("5", 5)] {
      let output = stage.folder.path("out.png")
      #expect(try stage.share("save", "--generation", choice, output).ending == .exited(0))
      #expect(try Picture(png: Folder.contents(output)) == picture(number))
    }
    let gone = try stage.share("save", "--generation", "1", stage.folder.path("gone.png"))
    #expect(gone.ending == .exited(66))
    #expect(gone.errors.contains("channel default: generation 1 is not there ("))
    #expect(gone.errors.contains("4, 5, 6, 7 are); to keep more, give --history N"))
    let frames = stage.folder.path("f-%d.png")
    let follow = try stage.share("follow", "--after", "-4", "-n", "4", "-o", frames)
    #expect(follow.ending == .exited(0))
    for number in 1...4 {
      let file = stage.folder.path("f-\(number).png")
      #expect(try Picture(png: Folder.contents(file)) == picture(number + 3))
    }
  }

  @Test("a stream has the channel keep frames as well")
  func stream() throws {
    let outcome = try stage.share(
      "stream", "--test-pattern", "320x240", "--fps", "max", "-n", "20", "--history", "7")
    #expect(outcome.ending == .exited(0))
    #expect((8...10).contains(stage.frames().count), "\(stage.frames())")
  }

  @Test(
    "numbers that make no sense are refused",
    arguments: [["--history", "257"], ["--history", "-1"], ["--history", "many"]])
  func mistakes(arguments: [String]) throws {
    let file = try stage.file(picture(1))
    for outcome in [
      try stage.run(Product.shmshare.path, ["put"] + arguments + [file]),
      try stage.run(Product.shmview.path, arguments),
    ] {
      #expect(outcome.ending == .exited(64))
      #expect(outcome.errors.contains("--history"))
    }
  }
}
