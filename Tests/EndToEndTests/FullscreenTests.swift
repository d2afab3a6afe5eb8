import Glibc
import TestSupport
import Testing

@Suite("Fullscreen") struct FullscreenTests {
  let stage: Stage
  let picture = Picture.noise(400, 300)

  init() throws { stage = try Stage.withScreen() }

  private func expectWhole(_ viewer: Viewer) throws {
    try eventually("the window covers the screen") {
      viewer.window.frame == XRectangle(x: 0, y: 0, width: 1600, height: 1200)
    }
    try viewer.awaitPicture(picture)
  }

  @Test("without a window manager the window covers the screen, and goes back to its place")
  func alone() throws {
    try stage.share(stage.file(picture, "a.png"))
    let viewer = try stage.startViewer("--fullscreen", "--geometry", "500x400+30+40")
    try expectWhole(viewer)
    for _ in 0..<2 {
      try stage.press("Escape", in: viewer)
      try eventually("the window is as it was asked for") {
        viewer.window.frame == XRectangle(x: 30, y: 40, width: 500, height: 400)
      }
      try viewer.awaitPicture(picture)
      try stage.press("f", in: viewer)
      try expectWhole(viewer)
    }
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("without a window manager the window follows another size of the screen")
  func otherScreen() throws {
    let stage = try Stage(on: XServer())
    try stage.share(stage.file(picture, "a.png"))
    let viewer = try stage.startViewer("--fullscreen", "--geometry", "500x400+30+40")
    let small = "1024x768 60 1024 1024 1024 1024 768 768 768 768"
    for words in ["--newmode \(small)", "--addmode screen 1024x768"] {
      #expect(
        try stage.run("xrandr", words.split(separator: " ").map(String.init)).ending == .exited(0))
    }
    for (width, height) in [(1024, 768), (1600, 1200)] {
      let mode = ["--output", "screen", "--mode", "\(width)x\(height)"]
      #expect(try stage.run("xrandr", mode).ending == .exited(0))
      try eventually("the window covers \(width)x\(height)") {
        viewer.window.frame == XRectangle(x: 0, y: 0, width: width, height: height)
      }
      try viewer.awaitPicture(picture)
    }
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("where a window manager that is just starting loses the first request, the window appears")
  func lostRequest() throws {
    let stage = try Stage(on: XServer())
    try stage.share(stage.file(picture, "a.png"))
    let screen = try stage.screen
    screen.takeRequests(true)
    let viewer = try stage.start(Product.shmview.path, ["--fullscreen"])
    try eventually("the window is asked for") { screen.hasTakenRequest() }
    #expect(screen.window(of: viewer.processID) == nil)
    screen.takeRequests(false)
    try eventually("it is on the screen") { screen.window(of: viewer.processID) != nil }
    viewer.signal(SIGTERM)
    #expect(try viewer.wait() == .exited(0))
  }

  @Test("a window that goes there and back and there at once has its size in the end")
  func thereAndBack() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", "300x200+20+30")
    try stage.show(.noise(100, 80))
    let frame = viewer.window.frame
    viewer.window.takeFocus()
    try stage.hands("key", "--delay", "0", "f", "f", "f", "f", "f")
    let screen = try stage.screen
    try eventually("it is fullscreen") { viewer.window.frame?.width == screen.width }
    try stage.press("f", in: viewer)
    try eventually("it is a window of its size") { viewer.window.frame == frame }
  }

  @Test("a window that waits fullscreen stays so for the first picture")
  func waiting() throws {
    let viewer = try stage.startViewer("-f")
    try eventually("the window covers the screen") { viewer.window.frame?.width == 1600 }
    try stage.share(stage.file(picture, "a.png"))
    try expectWhole(viewer)
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test(
    "one that begins so becomes a window of the picture's size, in the middle, if it came before",
    arguments: [true, false], WindowManager.usual + [.twm, .icewm])
  func backToWindow(isEarly: Bool, manager: WindowManager) throws {
    try stage.start(manager)
    if isEarly { try stage.share(stage.file(picture, "a.png")) }
    let viewer = try stage.startViewer("-f")
    try eventually("it covers the screen") {
      try viewer.place(on: stage) == XRectangle(width: 1600, height: 1200)
    }
    if !isEarly { try stage.show(picture) }
    try viewer.awaitPicture(picture)
    for _ in 0..<2 {
      try stage.press("f", in: viewer)
      try eventually("it is a window in the middle") {
        try viewer.place(on: stage) == XRectangle(x: 600, y: 450, width: 400, height: 300)
      }
      try viewer.awaitPicture(picture)
      try stage.press("f", in: viewer)
      try eventually("it covers the screen, and nothing is around it") {
        try viewer.place(on: stage) == XRectangle(width: 1600, height: 1200)
      }
    }
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("a window manager that comes later makes it fullscreen, and gives it the keys")
  func managedLater() throws {
    try stage.share(stage.file(picture, "a.png"))
    let viewer = try stage.startViewer("--fullscreen")
    try expectWhole(viewer)
    try stage.start(.openbox)
    let fullscreen = try stage.screen.atom("_NET_WM_STATE_FULLSCREEN")
    try eventually("the window manager says so") {
      viewer.window.numbers("_NET_WM_STATE")?.contains(fullscreen) ?? false
    }
    try eventually("nothing is around it") {
      try viewer.place(on: stage) == XRectangle(width: 1600, height: 1200)
    }
    try viewer.awaitPicture(picture)
    try eventually("it has the keyboard") { try stage.screen.focus == viewer.window.id }
    try stage.hands("key", "q")
    #expect(try viewer.program.wait() == .exited(0))
  }

  @Test("a window manager is asked for it, before the window is shown and later")
  func managed() throws {
    try stage.start(.openbox)
    try stage.share(stage.file(picture, "a.png"))
    let viewer = try stage.startViewer("--fullscreen")
    let fullscreen = try stage.screen.atom("_NET_WM_STATE_FULLSCREEN")
    for _ in 0..<2 {
      try expectWhole(viewer)
      try eventually("the window manager says so") {
        viewer.window.numbers("_NET_WM_STATE")?.contains(fullscreen) ?? false
      }
      try stage.press("F11", in: viewer)
      try eventually("the window is a window of the picture's size") {
        viewer.window.frame.map { $0.width == 400 && $0.height == 300 } ?? false
      }
      #expect(viewer.window.numbers("_NET_WM_STATE")?.contains(fullscreen) != true)
      try viewer.awaitPicture(picture)
      try stage.press("f", in: viewer)
    }
    #expect(try viewer.quit() == Outcome(0))
  }
}
