import Glibc
import TestSupport
import Testing

@Suite("The viewer's window") struct WindowTests {
  let stage: Stage
  let viewer: Viewer
  let picture = Picture.noise(200, 150)

  init() throws {
    stage = try Stage.withScreen()
    viewer = try stage.startViewer()
  }

  @Test("tells the window manager its class, process, protocols and input")
  func properties() throws {
    #expect(viewer.window.text("WM_CLASS") == "shmview\0shmview\0")
    #expect(viewer.window.processID == Int(viewer.program.processID))
    let protocols = try #require(viewer.window.numbers("WM_PROTOCOLS"))
    #expect(protocols.contains(try stage.screen.atom("WM_DELETE_WINDOW")))
    let hints = try #require(viewer.window.numbers("WM_HINTS"))
    #expect(hints[0] & 1 == 1, "InputHint of <X11/Xutil.h>")
    #expect(hints[1] == 1, "input")
    #expect(viewer.window.property("WM_CLIENT_MACHINE") != nil, "_NET_WM_PID needs it")
  }

  @Test("is titled by picture and channel")
  func titles() throws {
    #expect(viewer.window.title == "shmview – default")
    let file = try stage.file(picture, "grün & schön.png")
    try stage.show(file: file)
    try eventually("the title") { viewer.window.title == "grün & schön.png – default" }
    for (given, shown) in [("日本語", "日本語"), ("a\nb", "a\u{FFFD}b"), (" ", " ")] {
      try stage.share("--wait-shown", "60", "--title", given, file)
      try eventually("the title \(shown)") { viewer.window.title == "\(shown) – default" }
    }
    try stage.share("--title", String(repeating: "é", count: 2000), file)
    try eventually("a long title is cut between characters") {
      viewer.window.title == String(repeating: "é", count: 512) + " – default"
    }
  }

  @Test(
    "takes the size of the first picture, and never another's",
    arguments: WindowManager.usual)
  func size(manager: WindowManager) throws {
    try stage.start(manager)
    try stage.show(picture)
    try eventually("its size") {
      viewer.window.frame.map { ($0.width, $0.height) == (200, 150) } ?? false
    }
    try stage.awaitManager()
    let frame = try #require(viewer.window.frame)
    for other in [Picture.noise(400, 300), .noise(90, 60), .noise(1000, 20), picture] {
      try stage.show(other)
      #expect(viewer.window.frame == frame)
    }
    #expect(try stage.share("rm", "default").ending == .exited(0))
    try stage.show(.noise(300, 300))
    #expect(viewer.window.frame == frame, "nor that of a channel made anew")
  }

  @Test("takes at most 90 % of the screen, in the picture's aspect")
  func largePicture() throws {
    try stage.show(file: stage.greyFile(XRectangle(width: 3000, height: 2000)))
    #expect(viewer.window.frame?.width == 1440)
    #expect(viewer.window.frame?.height == 960)
  }

  @Test(
    "keeps the size that a user gave it before the first picture",
    arguments: WindowManager.usual)
  func resizedBefore(manager: WindowManager) throws {
    try stage.start(manager)
    viewer.window.resize(to: 555, 333)
    try eventually("the viewer has drawn its new size") {
      let shown = try viewer.picture()
      return shown.width == 555 && shown.isTextOnBars
    }
    try stage.show(picture)
    #expect(viewer.window.frame?.width == 555)
    #expect(viewer.window.frame?.height == 333)
  }

  @Test("takes neither the keyboard nor the front when pictures come")
  func focus() throws {
    let screen = try stage.screen
    try stage.show(picture)
    let other = screen.makeWindow(XRectangle(width: 100, height: 100), colour: 0x12_3456)
    try eventually("the other window is on screen") { other.isViewable }
    other.takeFocus()
    let stack = screen.stack().map(\.id)
    #expect(stack.last == other.id)
    for seed in 2...6 { try stage.show(.noise(200, 150, seed: UInt64(seed))) }
    #expect(screen.focus == other.id)
    #expect(screen.stack().map(\.id) == stack)
    #expect(viewer.window.numbers("WM_STATE") == nil || viewer.window.isViewable)
  }

  @Test("is drawn anew where another window covered it")
  func exposed() throws {
    try stage.show(picture)
    let cover = try stage.screen.makeWindow(
      XRectangle(x: 20, y: 10, width: 100, height: 100), colour: 0x12_3456)
    try eventually("covered") { cover.isViewable }
    cover.destroy()
    try viewer.awaitPicture(picture)
  }

  @Test(
    "ends with 0 on q, Escape, the window manager's close, SIGINT and SIGTERM",
    arguments: ["q", "Escape", "close", "INT", "TERM"], WindowManager.usual)
  func ends(how: String, manager: WindowManager) throws {
    try stage.start(manager)
    try stage.show(picture)
    switch how {
    case "close": viewer.window.askToClose()
    case "INT": viewer.program.signal(SIGINT)
    case "TERM": viewer.program.signal(SIGTERM)
    default:
      viewer.window.takeFocus()
      try eventually("the window has the keyboard") { try stage.screen.focus == viewer.window.id }
      #expect(try stage.run("xdotool", ["key", how]).ending == .exited(0))
    }
    #expect(try Outcome(of: viewer.program) == Outcome(0))
    #expect(Folder.entries(stage.rootPath + "/default/viewers").isEmpty)
    #expect(try stage.held().picture == picture, "the picture outlives its viewer")
  }
}
