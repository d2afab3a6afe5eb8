import Glibc
import ShmChannel
import TestSupport
import Testing

/// While the X server serves somebody else, one draw request waits for it, and the next frame is composed.
/// The windows are smaller than the pictures, so that all is composed.
@Suite("Composing ahead of the X server") struct ComposingAheadTests {
  let stage: Stage
  let screen: XScreen
  let viewer: Viewer

  init() throws {
    stage = try Stage.withScreen()
    screen = try stage.screen
    viewer = try stage.startViewer("--geometry", "320x240", "--stats")
    try stage.show(Self.picture(1))
  }

  /// One colour a generation, which scaling leaves as it is.
  private static func picture(_ generation: Int, _ width: Int = 640) -> Picture {
    .plain(0xFF10_0000 + UInt32(generation * 0x0815), width, width * 3 / 4)
  }

  private var pinned: [UInt64] { stage.pinned(by: viewer.program) }

  /// Puts the second frame and the third, of which one is being put and one is composed.
  private func fill() throws {
    #expect(pinned == [1])
    try stage.put(Self.picture(2))
    try eventually("the second frame is being put") { pinned == [1, 2] }
    try stage.put(Self.picture(3))
    try eventually("the third one is composed, and the first one free") { pinned == [2, 3] }
  }

  private func awaitColour(_ generation: Int) throws {
    let size = try #require(viewer.window.frame)
    let all = Picture.plain(
      try #require(Self.picture(generation).pixels.first), size.width, size.height)
    try eventually("the window shows generation \(generation)") { try viewer.picture() == all }
  }

  @Test("two frames are held however many come, and the last one is shown")
  func last() throws {
    screen.grabServer()
    try fill()
    for generation in 4...9 {
      try stage.put(Self.picture(generation))
      #expect(pinned == [2, 3])
    }
    #expect(stage.frames().count <= 4)
    screen.ungrabServer()
    try awaitColour(9)
    try eventually("the others are free") { pinned == [9] }
    let stats = try #require(try Stats.lines(viewer.quit().output).last)
    #expect(stats.shown == 4)  // 1, 2, 3 and 9
    #expect(stats.skipped == 5)
    #expect(stats.composed == 4)
  }

  @Test("a frame that was composed for another size of the window is composed anew")
  func resized() throws {
    screen.grabServer()
    try fill()
    viewer.window.resize(to: 400, 300)
    screen.ungrabServer()
    try eventually("the window has its new size") { viewer.window.frame?.width == 400 }
    try awaitColour(3)
    #expect(try viewer.quit().errors.isEmpty)
  }

  @Test("a frame of a channel that was removed meanwhile is not shown")
  func removed() throws {
    screen.grabServer()
    try fill()
    #expect(try stage.share("rm", "default").ending == .exited(0))
    screen.ungrabServer()
    try eventually("no frame is held") { pinned.isEmpty && stage.frames().isEmpty }
    try stage.put(Self.picture(1))
    try awaitColour(1)
    #expect(try viewer.quit().errors.isEmpty)
  }

  @Test("a frame that fits the window exactly follows one that was composed")
  func direct() throws {
    screen.grabServer()
    try fill()
    try stage.put(Self.picture(4, 320))
    screen.ungrabServer()
    try awaitColour(4)
    try stage.awaitShown(Generation(rawValue: 4))
    let stats = try #require(try Stats.lines(viewer.quit().output).last)
    #expect(stats.direct == 1)
    #expect(stats.composed == 3)
  }

  @Test("a frame that is cut short once it is composed is shown whole all the same")
  func cut() throws {
    screen.grabServer()
    try stage.put(Self.picture(2))
    try eventually("the second frame is being put") { pinned == [1, 2] }
    let before = Set(stage.frames())
    try stage.put(Self.picture(3))
    try eventually("the third one is composed") { pinned == [2, 3] }
    let new = Set(stage.frames()).subtracting(before)
    #expect(truncate(stage.rootPath + "/default/" + (try #require(new.first)), 4096) == 0)
    screen.ungrabServer()
    try awaitColour(3)
    try stage.put(Self.picture(4))
    try awaitColour(4)
    #expect(try viewer.quit().ending == .exited(0))
  }
}
