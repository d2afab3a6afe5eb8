import ShmChannel
import ShmShow
import TestSupport
import Testing

@Suite("A slideshow while somebody looks closer") struct HoldOnTouchTests {
  let stage: Stage
  let show: Show

  init() throws {
    stage = try Stage.withScreen()
    show = try Show(on: .standard, root: stage.root)
    try show.update(ShowStatus(state: .playing, position: 1, count: 3))
  }

  private func viewer(_ options: String...) throws -> Viewer {
    let viewer = try stage.startViewer(["--geometry", "200x150"] + options)
    try stage.pointNowhere()
    try stage.show(.noise(400, 300))
    return viewer
  }

  /// Waits for commands, and does what they say about the pace.
  private func expect(
    _ expected: [ShowCommand], _ location: SourceLocation = #_sourceLocation
  ) throws {
    var commands: [ShowCommand] = []
    try eventually("\(expected) come, not \(commands)") {
      commands += try show.takeRequests().map(\.command)
      return commands.count >= expected.count
    }
    #expect(commands == expected, sourceLocation: location)
    if expected.last == .pause {
      try show.update(ShowStatus(state: .paused, position: 1, count: 3))
    } else if [.resume, .togglePause].contains(expected.last) {
      try show.update(ShowStatus(state: .playing, position: 1, count: 3))
    }
  }

  /// Says something, and has the viewer see it: keys are answered after the doorbell.
  private func say(_ state: ShowStatus.State, _ position: Int, to viewer: Viewer) throws {
    try show.update(ShowStatus(state: state, position: position, count: 3))
    for _ in 0..<2 {
      try stage.press("p", in: viewer)
      try eventually("p comes") { try self.show.takeRequests().map(\.command) == [.previous] }
    }
  }

  @Test(
    "with --hold-on-touch it is paused by zooming and panning, until n, End or P",
    arguments: [WindowManager.openbox])
  func held(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try viewer("--hold-on-touch")
    try stage.press("plus", in: viewer)
    try expect([.pause])
    try stage.press("l", "h", "p", "n", in: viewer)
    try expect([.previous, .next, .resume])
    try stage.drag(through: [(50, 50), (40, 40)], in: viewer)
    try expect([.pause])
    try stage.press("End", in: viewer)
    try expect([.last, .resume])
    try stage.point(at: 20, 20, in: viewer)
    try stage.click(5)
    try expect([.pause])
    try stage.press("P", in: viewer)
    try expect([.togglePause])
    try stage.press("n", in: viewer)
    try expect([.next])
    #expect(try show.takeRequests().isEmpty)
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("with --hold-on-touch, another viewer's n lets it go on")
  func letGoElsewhere() throws {
    let viewer = try viewer("--hold-on-touch")
    try stage.press("plus", in: viewer)
    try expect([.pause])
    try say(.paused, 1, to: viewer)
    // As a show does it: the picture comes first, and may be on screen before the show says so.
    try stage.show(.noise(400, 300, seed: 2))
    #expect(try stage.share("wait", "--shown").ending == .exited(0))
    try show.update(ShowStatus(state: .paused, position: 2, count: 3))
    try expect([.resume])
    #expect(try viewer.quit() == Outcome(0))
    #expect(try show.takeRequests().isEmpty)
  }

  @Test("with --hold-on-touch, a viewer that ends lets it go on")
  func ended() throws {
    let viewer = try viewer("--hold-on-touch")
    try stage.press("plus", in: viewer)
    try expect([.pause])
    #expect(try viewer.quit() == Outcome(0))
    try expect([.resume])
  }

  @Test(
    "without it, nothing but its keys reaches the show; Left and Right pan a wider picture",
    arguments: [WindowManager.openbox])
  func arrows(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try viewer()
    try stage.press("Right", "Left", "1", "Right", "Left", "plus", "0", "Left", in: viewer)
    try expect([.next, .previous, .previous])
    #expect(try viewer.quit() == Outcome(0))
  }
}
