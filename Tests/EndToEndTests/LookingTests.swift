import TestSupport
import Testing

@Suite("Looking at a picture, with and without a window manager", .serialized)
struct LookingTests {
  let stage: Stage
  let picture = Picture.noise(400, 300)

  init() throws { stage = try Stage.withScreen() }

  /// A viewer of `picture` in a window of 200x150, the pointer elsewhere.
  private func viewer(_ manager: WindowManager, _ options: String...) throws -> Viewer {
    try stage.start(manager)
    try stage.pointNowhere()
    let viewer = try stage.startViewer(["--geometry", "200x150+40+60"] + options)
    try stage.show(picture)
    return viewer
  }

  private func expect(
    _ expected: Picture, _ what: String, in viewer: Viewer,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    do {
      try eventually(what) { try viewer.picture() == expected }
    } catch {
      let difference = try viewer.picture().difference(from: expected) ?? "late"
      Issue.record("\(what): \(difference)", sourceLocation: location)
    }
  }

  @Test("keys pan by a tenth of the window, and the edges stop", arguments: [WindowManager.openbox])
  func panning(manager: WindowManager) throws {
    let viewer = try viewer(manager)
    let start = try viewer.picture()
    try stage.press("1", in: viewer)
    try expect(picture.part(100, 75, 200, 150), "100 %, the middle", in: viewer)
    var (x, y) = (100, 75)
    for (key, right, down) in [
      ("l", 20, 0), ("Right", 20, 0), ("h", -20, 0), ("Left", -20, 0), ("Left", -20, 0),
      ("j", 0, 15), ("Down", 0, 15), ("k", 0, -15), ("Up", 0, -15), ("Up", 0, -15),
    ] {
      try stage.press(key, in: viewer)
      (x, y) = (x + right, y + down)
      try expect(picture.part(x, y, 200, 150), "after \(key)", in: viewer)
    }
    try stage.press("l", "l", "l", "l", "l", "l", "l", "j", "j", "j", "j", "j", "j", in: viewer)
    try expect(picture.part(200, 150, 200, 150), "the far corner", in: viewer)
    try stage.press("0", in: viewer)
    try expect(start, "as at first", in: viewer)
    #expect(viewer.window.frame.map { [$0.width, $0.height] } == [200, 150])
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("keys and the wheel zoom at the pointer", arguments: [WindowManager.openbox])
  func zooming(manager: WindowManager) throws {
    let viewer = try viewer(manager)
    try stage.press("plus", "equal", in: viewer)  // 1/2, 2/3, 1
    try expect(picture.part(100, 75, 200, 150), "100 %, in steps", in: viewer)
    try stage.press("KP_Add", "KP_Add", "KP_Add", "KP_Add", in: viewer)  // 1.5, 2, 3, 4
    try expect(picture.part(175, 131, 50, 39).squares(4).part(0, 1, 200, 150), "400 %", in: viewer)
    try stage.press("minus", "KP_Subtract", "minus", "minus", in: viewer)
    try expect(picture.part(100, 75, 200, 150), "100 % again", in: viewer)
    // Pixel (110, 85) of the picture is at (10, 10), and stays there.
    try stage.point(at: 10, 10, in: viewer)
    try stage.click(4, times: 3)
    try stage.press("a", in: viewer)
    try expect(
      picture.part(107, 82, 67, 50).squares(3).part(0, 0, 200, 150), "the wheel's 300 %",
      in: viewer)
    try stage.click(5, times: 3)
    try expect(picture.part(100, 75, 200, 150), "the wheel's 100 %", in: viewer)
    try stage.press("minus", in: viewer)
    try stage.point(at: 199, 149, in: viewer)
    try stage.press("w", "1", in: viewer)
    try stage.press("h", "k", in: viewer)  // half a pixel is rounded to either side
    let corner = [179, 180].map { picture.part($0, $0 - 45, 200, 150) }
    try eventually("100 % at the pointer") { corner.contains(try viewer.picture()) }
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("keys turn and flip", arguments: [WindowManager.openbox])
  func turning(manager: WindowManager) throws {
    let viewer = try viewer(manager, "--fit", "none")
    var seen = picture
    try expect(seen.part(100, 75, 200, 150), "--fit none", in: viewer)
    let changes: [(String, (Picture) -> Picture)] = [
      ("greater", { $0.turned }), ("bar", { $0.mirrored }), ("greater", { $0.turned }),
      ("underscore", { $0.upsideDown }), ("less", { $0.turned.turned.turned }),
      ("less", { $0.turned.turned.turned }), ("underscore", { $0.upsideDown }),
    ]
    for (key, change) in changes {
      try stage.press(key, in: viewer)
      seen = change(seen)
      let (x, y) = ((seen.width - 200) / 2, (seen.height - 150) / 2)
      try expect(seen.part(x, y, 200, 150), "after \(key)", in: viewer)
    }
    try stage.press("0", in: viewer)
    try expect(picture.part(100, 75, 200, 150), "upright again", in: viewer)
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("dragging moves the picture with the pointer", arguments: [WindowManager.openbox])
  func dragging(manager: WindowManager) throws {
    let viewer = try viewer(manager, "--fit", "none", "--stats")
    try stage.drag(through: [(100, 75), (90, 70), (70, 60)], in: viewer)
    try expect(picture.part(130, 90, 200, 150), "dragged", in: viewer)
    try stage.point(at: 0, 0, in: viewer)
    try stage.drag(through: [(10, 10), (190, 140)], in: viewer)
    try expect(picture.part(0, 0, 200, 150), "up to the edges", in: viewer)
    try stage.drag(through: [(10, 10), (60, 10), (30, 10), (0, 5)], in: viewer)
    try expect(picture.part(10, 5, 200, 150), "what was grabbed is held", in: viewer)
    let steps = (0...100).map { (x: 199 - $0, y: 149 - $0) }
    try stage.drag(through: steps, in: viewer)
    try expect(picture.part(110, 105, 200, 150), "through many places", in: viewer)
    try viewer.awaitStats("each drag") { $0.direct >= 5 }
    let last = try #require(try Stats.lines(viewer.quit().output).last)
    #expect(last.composed == 0 && last.plain == 0, "a pan at 100 % makes no copy")
  }
}
