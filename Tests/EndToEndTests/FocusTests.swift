import Glibc
import TestSupport
import Testing

@Suite("A window that is looked at, not worked in") struct FocusTests {
  @Test(
    "a hundred pictures change neither its place nor its size, nor the focus, the stack or a hint",
    arguments: WindowManager.usual)
  func undisturbed(manager: WindowManager) throws {
    let stage = try Stage.withScreen()
    try stage.start(manager)
    let viewer = try stage.startViewer("--title", "fixed", "--geometry", "300x200+10+10")
    try stage.show(Picture.noise(200, 150))
    let screen = try stage.screen
    let other = screen.makeWindow(XRectangle(width: 100, height: 100), colour: 0x12_3456)
    try eventually("the other window is on screen") { other.isViewable }
    other.takeFocus()
    try eventually("the other window has the keyboard") { screen.focus == other.id }
    try stage.awaitManager()
    let stack = screen.stack().map(\.id)
    let hints = viewer.window.property("WM_HINTS")
    let state = viewer.window.property("_NET_WM_STATE")
    let events = try XEvents(on: #require(stage.server))
    events.follow(viewer.window)

    let pictures = try (0..<100).map { index in
      // Of all sizes, and some with alpha.
      try stage.file(
        Picture(width: 50 + 7 * index, height: 40 + index * 13 % 900) { x, y in
          UInt32(index % 3 == 0 ? x & 0xFF : 0xFF) << 24 | UInt32(x ^ y + index)
        }, "\(index).png")
    }
    let outcome = try stage.run(
      Product.shmshare.path, ["put", "--quiet", "--wait-shown", "60"] + pictures)
    #expect(outcome.ending == .exited(0), "\(outcome)")

    try stage.awaitManager()
    #expect(events.happened() == [], "nothing was mapped, moved, resized, focused or set")
    #expect(screen.focus == other.id)
    #expect(screen.stack().map(\.id) == stack)
    #expect(viewer.window.property("WM_HINTS") == hints)
    #expect(viewer.window.property("_NET_WM_STATE") == state)
    #expect(try viewer.quit() == Outcome(0))
  }
}
