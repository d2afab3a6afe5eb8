import TestSupport
import Testing

@Suite("--monitor") struct MonitorTests {
  let stage: Stage
  let picture = Picture.noise(400, 300)
  let right = XRectangle(x: 800, y: 0, width: 800, height: 1200)

  init() throws {
    stage = try Stage.withScreen()
    try stage.splitScreen()
    try stage.point(to: 100, 100)
  }

  @Test("puts the window into the monitor's middle, also when the first picture comes")
  func middle() throws {
    let viewer = try stage.startViewer("--monitor", "right")
    #expect(viewer.window.frame == XRectangle(x: 880, y: 400, width: 640, height: 400))
    try stage.show(picture)
    #expect(viewer.window.frame == XRectangle(x: 1000, y: 450, width: 400, height: 300))
  }

  @Test("makes --geometry count from that monitor's edges")
  func geometry() throws {
    let viewer = try stage.startViewer("--monitor", "right", "--geometry", "300x200-10+20")
    #expect(viewer.window.frame == XRectangle(x: 1290, y: 20, width: 300, height: 200))
  }

  @Test(
    "is where the window becomes fullscreen, from the start or later",
    arguments: WindowManager.usual)
  func fullscreen(manager: WindowManager) throws {
    try stage.start(manager)
    try stage.share(stage.file(picture))
    let viewer = try stage.startViewer("-f", "--monitor", "right")
    try eventually("it covers the monitor") { try viewer.place(on: stage) == right }
    viewer.window.takeFocus()
    try eventually("the window has the keyboard") { try stage.screen.focus == viewer.window.id }
    try stage.hands("key", "f")
    try eventually("it is a window") { viewer.window.frame?.width == 400 }
    if manager == .none { viewer.window.move(to: 10, 10) }
    viewer.window.takeFocus()
    try stage.hands("key", "f")
    try eventually("it covers the monitor again") { try viewer.place(on: stage) == right }
    try viewer.awaitPicture(picture)
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("is followed by a fullscreen window without a window manager when it is set anew by hand")
  func setAnew() throws {
    try stage.share(stage.file(picture))
    let viewer = try stage.startViewer("-f", "--monitor", "right", "-i")
    try eventually("it covers the monitor") { viewer.window.frame == right }
    for x in [1000, 600] {
      #expect(try stage.run("xrandr", ["--delmonitor", "right"]).ending == .exited(0))
      let area = "\(1600 - x)/300x1200/300+\(x)+0"
      #expect(
        try stage.run("xrandr", ["--setmonitor", "right", area, "none"]).ending == .exited(0))
      try eventually("it covers the monitor where it is now") {
        viewer.window.frame == XRectangle(x: x, y: 0, width: 1600 - x, height: 1200)
      }
    }
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("that is unknown is an error that names those that there are; primary is a name, too")
  func names() throws {
    #expect(
      try stage.view("--monitor", "DP-7")
        == Outcome(64, errors: "shmview: no monitor \"DP-7\"; there are: left, right, screen\n"))
    #expect(
      try stage.view("--monitor", "")
        == Outcome(
          64,
          errors: "shmview: --monitor \"\" names no monitor; "
            + "xrandr --listmonitors says their names\n"))
    #expect(try stage.run("xrandr", ["--output", "screen", "--primary"]).ending == .exited(0))
    let viewer = try stage.startViewer("--monitor", "primary", "-f")
    try eventually("it covers the primary monitor") {
      viewer.window.frame == XRectangle(width: 1600, height: 1200)
    }
  }
}
