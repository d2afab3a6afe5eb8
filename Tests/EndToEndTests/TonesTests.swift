import TestSupport
import Testing

@Suite("Tones, by keys and the mouse") struct TonesTests {
  private let stage: Stage

  init() throws { stage = try Stage.withScreen() }

  /// 12 bits in 16, mostly in the middle, with outliers at both ends.
  private static let depths: [UInt8] =
    Array("P5 256 96 4095\n".utf8)
    + (0..<96).flatMap { y in
      (0..<256).flatMap { x -> [UInt8] in
        let sample = y == 0 ? (x % 2 == 0 ? 0 : 4095) : 1000 + (x * 7 + y * 3) % 900
        return [UInt8(sample >> 8), UInt8(sample & 255)]
      }
    }

  /// What a window of the picture's size is to show with those options.
  private func expect(
    _ options: String..., in viewer: Viewer, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let path = stage.folder.path("expected.png")
    let made = try stage.run(Product.shmview.path, ["--snapshot", path] + options)
    #expect(made == Outcome(0), sourceLocation: location)
    let expected = try Picture(png: Folder.contents(path))
    do {
      try eventually("\(options)") { try viewer.picture() == expected }
    } catch {
      let difference = try viewer.picture().difference(from: expected) ?? "late"
      Issue.record("\(options): \(difference)", sourceLocation: location)
    }
  }

  @Test(
    "r, R, t, B and I do what the options do, and Shift drags level and width",
    arguments: [WindowManager.openbox])
  func keys(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer("--geometry", "256x96")
    try stage.show(file: try stage.folder.write(Self.depths, to: "depths.pgm"))
    try expect(in: viewer)
    try stage.press("r", in: viewer)
    try expect("--range", "robust", in: viewer)
    try stage.press("R", in: viewer)
    try expect(in: viewer)
    try stage.press("t", in: viewer)
    try expect("--color-table", "viridis", in: viewer)
    try stage.press("B", in: viewer)
    try expect("--color-table", "viridis", "--color-bar", in: viewer)
    try stage.press("I", "B", in: viewer)
    try expect("--color-table", "viridis", "--histogram", in: viewer)
    try stage.press("I", in: viewer)
    // A quarter of the window to the right doubles the width, about the middle.
    try stage.point(at: 64, 48, in: viewer)
    let end = ["mousemove", "--window", "\(viewer.window.id)", "128", "48"]
    try stage.hands(
      ["keydown", "shift", "mousedown", "1"] + end + ["mouseup", "1", "keyup", "shift"])
    try expect("--color-table", "viridis", "--range", "-2047.5:6142.5", in: viewer)
    #expect(try viewer.quit() == Outcome(0))
  }
}
