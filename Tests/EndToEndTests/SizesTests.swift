import TestSupport
import Testing

@Suite("Pictures of all sizes") struct SizesTests {
  static let sizes = [
    XRectangle(width: 1, height: 1), XRectangle(width: 33, height: 7),
    XRectangle(width: 20_000, height: 3), XRectangle(width: 40_000, height: 100),
    XRectangle(width: 8_000, height: 6_000),
  ]

  @Test("each after each other is shown whole, in the middle of one window")
  func changes() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", "801x600", "--stats")
    let files = try Self.sizes.map { try stage.greyFile($0) }
    for index in [0, 1, 4, 0, 2, 3, 1, 2, 4, 3, 0] {
      try stage.show(file: files[index])
      try check(viewer, shows: Self.sizes[index])
    }
    #expect(viewer.window.frame?.width == 801)
    let outcome = try viewer.quit()
    #expect(outcome.errors.isEmpty)
    #expect(outcome.ending == .exited(0))
  }

  @Test(
    "as the first frame of a window, each gives it a size within 90 % of the screen",
    arguments: sizes)
  func first(size: XRectangle) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer()
    try stage.show(file: stage.greyFile(size))
    let frame = try #require(viewer.window.frame)
    #expect((1...1440).contains(frame.width))
    #expect((1...1080).contains(frame.height))
    try check(viewer, shows: size)
  }

  @Test("the same without shared memory", arguments: sizes)
  func plain(size: XRectangle) throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--no-shm")
    try stage.show(file: stage.greyFile(size))
    try check(viewer, shows: size)
  }

  private func check(_ viewer: Viewer, shows size: XRectangle) throws {
    let shown = try viewer.picture()
    let scale = min(
      1, Double(shown.width) / Double(size.width), Double(shown.height) / Double(size.height))
    let width = max(1, Int((Double(size.width) * scale).rounded()))
    let height = max(1, Int((Double(size.height) * scale).rounded()))
    let (x, y) = ((shown.width - width) / 2, (shown.height - height) / 2)
    let dark = [0xFF90_9090, 0xFFE0_E0E0] as [UInt32]
    #expect(shown[x, y] == dark[size.width == 1 ? 1 : 0], "\(size) left in \(shown)")
    #expect(shown[x + width - 1, y + height - 1] == dark[1], "\(size) right in \(shown)")
    if x > 0 { #expect(!dark.contains(shown[x - 1, y])) }
    if y > 0 { #expect(!dark.contains(shown[x, y - 1])) }
    if x + width < shown.width { #expect(!dark.contains(shown[x + width, y])) }
    if y + height < shown.height { #expect(!dark.contains(shown[x, y + height])) }
  }
}
