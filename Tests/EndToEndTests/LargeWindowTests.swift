import TestSupport
import Testing

/// Windows that are larger than any screen, or said to be.
@Suite("Large windows") struct LargeWindowTests {
  let stage: Stage
  /// Half is dark, half is light.
  let source = XRectangle(width: 1200, height: 900)

  init() throws { stage = try Stage.withScreen() }

  /// The most memory that the process had so far, in kilobytes (proc(5)).
  private func peak(of program: Program) throws -> Int {
    let status = String(
      decoding: Folder.contents("/proc/\(program.processID)/status"), as: UTF8.self)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(line.split(separator: " ").dropLast().last.flatMap { Int($0) })
  }

  @Test(
    "a size that another client tells is not believed, and costs nothing",
    arguments: [[], ["--no-shm"]])
  func forged(options: [String]) throws {
    let viewer = try stage.startViewer(options + ["--geometry", "600x450+10+10", "--fit", "fill"])
    try stage.show(file: stage.greyFile(source))
    try eventually("the picture is shown") { try viewer.picture().pixels.last == 0xFFE0_E0E0 }
    let before = try viewer.picture()
    for _ in 0..<20 { viewer.window.forgeSize(65_535, 65_535) }
    try stage.show(file: stage.greyFile(source))
    viewer.window.resize(to: 640, 480)
    try eventually("the next size is shown") { try viewer.picture().width == 640 }
    viewer.window.resize(to: 600, 450)
    try eventually("the picture is as before") { try viewer.picture() == before }
    #expect(try peak(of: viewer.program) < 150_000)
    #expect(try viewer.quit().errors.isEmpty)
  }

  @Test("a state that another client tells is not believed", arguments: [17, 18, 15])
  func forgedState(kind: UInt8) throws {
    // DestroyNotify, UnmapNotify and VisibilityNotify of X.h and Xproto.h: event, window or state.
    let viewer = try stage.startViewer()
    let window = withUnsafeBytes(of: viewer.window.id, Array.init)
    let fullyObscured: [UInt8] = [2, 0, 0, 0]
    let event = [kind, 0, 0, 0] + window + (kind == 15 ? fullyObscured : window)
    viewer.window.forge(event + [UInt8](repeating: 0, count: 32 - event.count))
    let picture = Picture.noise(100, 80)
    try stage.show(picture)
    try viewer.awaitPicture(picture)
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test(
    "a window of 16000x16000 stays small in memory, and right where it is seen",
    arguments: [[], ["--no-shm"]])
  func huge(options: [String]) throws {
    let viewer = try stage.startViewer(options + ["--geometry", "640x480+0+0", "--fit", "fill"])
    try stage.show(file: stage.greyFile(source))
    viewer.window.resize(to: 16_000, 16_000)
    // 21333 columns, of which the window shows the middle.
    try expectSeen(by: viewer, 0xFF90_9090)
    viewer.window.move(to: -10_000, -9_000)
    try expectSeen(by: viewer, 0xFFE0_E0E0)
    try stage.show(file: stage.greyFile(XRectangle(width: 800, height: 600)))
    try expectSeen(by: viewer, 0xFFE0_E0E0)
    #expect(try peak(of: viewer.program) < 300_000)
    viewer.window.move(to: 0, 0)
    viewer.window.resize(to: 640, 480)
    try expectSeen(by: viewer, 0xFF90_9090, of: XRectangle(width: 310, height: 480))
    #expect(try viewer.quit().errors.isEmpty)
  }

  @Test(
    "a window of which the screen shows nothing but bars goes on",
    arguments: [[], ["--no-shm"]], ["none", "fit"])
  func onlyBars(options: [String], fit: String) throws {
    let viewer = try stage.startViewer(options + ["--geometry", "640x480+0+0", "--fit", fit])
    let picture = XRectangle(width: 200, height: 150)
    try stage.show(file: stage.greyFile(picture))
    viewer.window.resize(to: 8000, 600)
    let bars = XRectangle(width: 1600, height: 600)
    try expectSeen(by: viewer, 0xFF1C_1C1C, of: bars)
    // Every one of them counts as shown, although nobody can see it.
    for _ in 0..<3 { try stage.show(file: stage.greyFile(picture)) }
    try expectSeen(by: viewer, 0xFF1C_1C1C, of: bars)
    viewer.window.move(to: -3990, 0)
    try expectSeen(by: viewer, 0xFFE0_E0E0, of: XRectangle(x: 12, y: 290, width: 80, height: 10))
    #expect(try viewer.quit().errors.isEmpty)
  }

  @Test("where the screen shows all of it, it is composed band by band")
  func hugeScreen() throws {
    let stage = try Stage(on: XServer(width: 16_000, height: 4_000))
    let viewer = try stage.startViewer("--geometry", "16000x4000+0+0", "--fit", "fill")
    try stage.show(file: stage.greyFile(source))
    for (x, colour) in [(0, 0xFF90_9090), (15_000, 0xFFE0_E0E0)] as [(Int, UInt32)] {
      for y in [0, 3_900] {
        let place = XRectangle(x: x, y: y, width: 100, height: 100)
        try eventually("the window is right at \(x), \(y)") {
          Set(try viewer.window.picture(of: place).pixels) == [colour]
        }
      }
    }
    #expect(try peak(of: viewer.program) < 100_000)
    #expect(try viewer.quit().errors.isEmpty)
  }

  /// Waits until the screen shows one colour.
  private func expectSeen(
    by viewer: Viewer, _ colour: UInt32,
    of place: XRectangle = XRectangle(width: 1600, height: 1200)
  ) throws {
    let root = try stage.screen.rootWindow
    var seen: Set<UInt32> = []
    do {
      try eventually("the screen is of one colour") {
        seen = Set(try root.picture(of: place).pixels)
        return seen == [colour]
      }
    } catch {
      let frame = viewer.window.frame.map { "\($0)" } ?? "no window"
      throw TestFailure("\(colour) is not \(Array(seen.prefix(9))), \(frame): \(error)")
    }
  }
}
