import Glibc
import TestSupport
import Testing

/// The server's screen saver comes on after a second here. Whether it is held off shows in that it
/// has not come on after three.
@Suite("--inhibit") struct InhibitTests {
  let stage: Stage
  let library: XLibrary

  init() throws {
    stage = try Stage.withScreen()
    library = try XLibrary(on: #require(stage.server))
    try stage.share(stage.file(Picture.noise(400, 300)))
  }

  /// Whether the screen saver comes on while the viewer is there.
  private func comesOn(_ viewer: Viewer) throws -> Bool {
    for words in [["s", "1"], ["s", "reset"]] {
      #expect(try stage.run("xset", words).ending == .exited(0))
    }
    let end = ContinuousClock.now + .seconds(3)
    while ContinuousClock.now < end {
      if try library.isSaving() { return true }
      usleep(50_000)
    }
    return false
  }

  /// The viewer may see to it a while after its picture is there.
  private func awaitHeldOff(by viewer: Viewer) throws {
    try eventually("it is held off") { try !comesOn(viewer) }
  }

  @Test(
    "auto holds it off while fullscreen and fed, always as a window, too; it ends with the viewer",
    arguments: [["-f"], ["--inhibit", "always"]], [WindowManager.openbox])
  func holds(arguments: [String], manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer(arguments)
    try viewer.awaitPicture(Picture.noise(400, 300))
    try awaitHeldOff(by: viewer)
    viewer.program.signal(SIGKILL)
    _ = try viewer.program.wait()
    try eventually("it comes on without the viewer") { try library.isSaving() }
  }

  @Test(
    "auto lets it go when the window is no longer fullscreen",
    arguments: [WindowManager.openbox])
  func leaves(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer("-f")
    try viewer.awaitPicture(Picture.noise(400, 300))
    try awaitHeldOff(by: viewer)
    viewer.window.takeFocus()
    try eventually("the window has the keyboard") { try stage.screen.focus == viewer.window.id }
    try stage.hands("key", "f")
    try eventually("it comes on") { try library.isSaving() }
  }

  @Test("on a server without a screen saver, one line says so")
  func missing() throws {
    let server = try XServer(options: ["-extension", "MIT-SCREEN-SAVER"])
    let stage = try Stage(on: server)
    let viewer = try stage.startViewer("--inhibit", "always")
    try stage.show(Picture.noise(40, 30))
    try stage.show(Picture.noise(40, 30, seed: 2))
    #expect(
      try viewer.quit()
        == Outcome(
          0,
          errors: "shmview: cannot hold the screen saver off: "
            + "\(server.name) lacks MIT-SCREEN-SAVER 1.1\n"))
  }
}
