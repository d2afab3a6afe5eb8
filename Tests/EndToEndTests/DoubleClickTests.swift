import Glibc
import TestSupport
import Testing

@Suite("A double click") struct DoubleClickTests {
  @Test(
    "makes the window fullscreen, and another one a window again; slow clicks do nothing",
    arguments: WindowManager.usual)
  func toggles(manager: WindowManager) throws {
    let stage = try Stage.withScreen()
    try stage.start(manager)
    try stage.share(stage.file(Picture.noise(400, 300)))
    let viewer = try stage.startViewer("--geometry", "400x300+20+30")
    let before = viewer.window.frame
    try stage.point(to: 100, 100)
    try stage.hands("click", "--repeat", "2", "--delay", "600", "1")
    try stage.hands("click", "--repeat", "3", "--delay", "40", "3")
    viewer.window.takeFocus()
    try eventually("the window has the keyboard") { try stage.screen.focus == viewer.window.id }
    usleep(500_000)  // so that the slow clicks are no part of it
    #expect(viewer.window.frame == before)
    let mouse = try XLibrary(on: #require(stage.server))
    try mouse.doubleClick()
    try eventually("it covers the screen") { viewer.window.frame?.width == 1600 }
    usleep(500_000)
    try mouse.doubleClick()
    try eventually("it is a window again") { viewer.window.frame == before }
  }
}
