import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("A frozen viewer, and an old frame") struct FreezingTests {
  let stage: Stage
  let first = Picture.plain(0xF0_E0_D0, 640, 480)
  let second = Picture.plain(0xC0_F0_D0, 640, 480)

  init() throws { stage = try Stage.withScreen() }

  @Test(
    "x keeps the picture while others come, counts them, and goes to the newest",
    arguments: [WindowManager.openbox])
  func freeze(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer()
    try stage.show(first)
    try stage.press("x", in: viewer)
    try eventually("the badge") { try self.badge(of: viewer) != nil }
    let empty = try badge(of: viewer)
    let file = try stage.file(second)
    var badges: [Picture?] = [empty]
    for _ in 1...7 {
      try stage.share(file)
      try eventually("the badge counts on") { try self.badge(of: viewer) != badges.last }
      badges.append(try badge(of: viewer))
    }
    #expect(try viewer.window.pixel(300, 300) == 0xF0_E0_D0)
    #expect(stage.frames().count <= 4, "publishers go on with as few frames as ever")
    #expect(try stage.share("--wait-shown", "0.5", file).ending == .exited(75))
    #expect(try stage.acknowledged() == 1)
    viewer.window.resize(to: 500, 500)
    try eventually("it is drawn at the new size") {
      let shown = try viewer.picture()
      return shown.width == 500 && shown[250, 250] == 0xFFF0_E0D0
    }
    viewer.window.resize(to: 640, 480)
    try stage.press("x", in: viewer)
    try viewer.awaitPicture(second)
    try stage.awaitShown(Generation(rawValue: 9))
  }

  @Test("--stale marks a frame by an amber edge from its time on; the next one comes without")
  func stale() throws {
    let viewer = try stage.startViewer("--stale", "1.5")
    try awaitWithout(first, in: viewer)
    for next in [second, first] {
      try eventually("the edge") { try self.edges(of: viewer) == [0xFF_B000] }
      #expect(try viewer.window.pixel(10, 10) == viewer.window.pixel(300, 300))
      try viewer.program.awaitRest(of: .seconds(1))
      try awaitWithout(next, in: viewer)
    }
  }

  /// Shows a picture until it is seen without an edge: a machine may take longer than its time to look.
  private func awaitWithout(_ picture: Picture, in viewer: Viewer) throws {
    try eventually("the picture alone") {
      try stage.show(picture)
      return try viewer.picture() == picture
    }
  }

  @Test(
    "an old frame is marked at once, also by a viewer that starts late",
    arguments: [WindowManager.openbox])
  func staleAtStart(manager: WindowManager) throws {
    try stage.start(manager)
    try stage.put(first)
    usleep(600_000)
    let viewer = try stage.startViewer("--stale", ".5")
    try eventually("the edge") { try self.edges(of: viewer) == [0xFF_B000] }
  }

  @Test("times that make no sense are refused", arguments: ["0", "-1", "soon", "", "nan"])
  func mistakes(time: String) throws {
    let outcome = try stage.view("--stale=\(time)")
    #expect(outcome.ending == .exited(64))
    #expect(outcome.errors.hasPrefix("shmview: ") && outcome.errors.contains("--stale"))
  }

  @Test("with the panel open the viewer wakes once a second at first, and at rest without it")
  func clock() throws {
    let viewer = try stage.startViewer("--stats")
    try stage.show(first)
    try stage.press("i", in: viewer)
    try eventually("the panel") { try viewer.picture().isDark(atX: 20, y: 40) }
    let before = try viewer.picture()
    try eventually("the age is told anew") { try viewer.picture() != before }
    try stage.press("i", in: viewer)
    try viewer.awaitPicture(first)
    try viewer.program.awaitRest(of: .seconds(2))
    let last = try #require(try Stats.lines(viewer.quit().output).last)
    #expect(last.shown == 1)
  }

  /// The top right corner, if there is something dark.
  private func badge(of viewer: Viewer) throws -> Picture? {
    let shown = try viewer.picture()
    if shown.width != 640 { return nil }
    let corner = shown.part(XRectangle(x: 440, y: 0, width: 200, height: 60))
    return corner.isDark(atX: 180, y: 20) ? corner : nil
  }

  private func edges(of viewer: Viewer) throws -> Set<UInt32> {
    let shown = try viewer.picture()
    return Set([(0, 200), (639, 200), (300, 0), (300, 479)].map { shown[$0.0, $0.1] & 0xFF_FFFF })
  }
}
