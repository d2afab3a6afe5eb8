import TestSupport
import Testing

/// A grey picture is dark on the left and light on the right, so that each size of the window has
/// pixels of its own.
@Suite("Resizing") struct ResizingTests {
  let stage: Stage
  let source = XRectangle(width: 1200, height: 900)
  /// What is beside the picture (`Backdrop.dark`).
  let bar: UInt32 = 0xFF1C_1C1C

  init() throws { stage = try Stage.withScreen() }

  /// Fifty sizes, with wide and high ones in turn.
  private let sizes = (0..<50).map { step in
    (width: 200 + step * 53 % 701, height: 150 + step * 97 % 613)
  }

  /// Whether every pixel is as this size of the window wants it.
  private func isWhole(_ shown: Picture) -> Bool {
    let scale = min(
      1, Double(shown.width) / Double(source.width), Double(shown.height) / Double(source.height))
    let width = Int((Double(source.width) * scale).rounded())
    let height = Int((Double(source.height) * scale).rounded())
    let (left, top) = ((shown.width - width) / 2, (shown.height - height) / 2)
    let dark = [UInt32](repeating: 0xFF90_9090, count: width / 2)
    let light = [UInt32](repeating: 0xFFE0_E0E0, count: width - width / 2)
    let margin = [UInt32](repeating: bar, count: left)
    let rest = [UInt32](repeating: bar, count: shown.width - left - width)
    let inside = margin + dark + light + rest
    let outside = [UInt32](repeating: bar, count: shown.width)
    // Both sides mix in the middle.
    let (end, start) = (left + width / 2 - 2, left + width / 2 + 2)
    for y in 0..<shown.height {
      let row = shown.pixels[y * shown.width..<(y + 1) * shown.width]
      let wanted = (top..<top + height).contains(y) ? inside : outside
      if row.prefix(end) != wanted.prefix(end) { return false }
      if row.dropFirst(start) != wanted.dropFirst(start) { return false }
    }
    return true
  }

  @Test(
    "when the viewer says that a size is drawn, no pixel is an older size's, fifty times",
    arguments: ["--stats", "--no-shm"])
  func counted(option: String) throws {
    let viewer = try stage.startViewer(option)
    try stage.show(file: stage.greyFile(source))
    let library = try XLibrary(on: #require(stage.server))
    let counter = try #require(viewer.window.numbers("_NET_WM_SYNC_REQUEST_COUNTER")?.first)
    #expect(library.counter(counter) == 0)
    for (index, size) in sizes.enumerated() {
      // Beyond 32 bits, so that both halves count.
      let value = (5 << 32) + index + 1
      viewer.window.askToSync(value)
      viewer.window.resize(to: size.width, size.height)
      try eventually("the viewer says so") { library.counter(counter) == value }
      #expect(isWhole(try viewer.picture()), "\(size)")
    }
    #expect(try viewer.quit().errors.isEmpty)
  }

  @Test("without being asked to say so, it shows the last of fifty sizes, and each that stays")
  func uncounted() throws {
    let viewer = try stage.startViewer()
    try stage.show(file: stage.greyFile(source))
    for size in sizes { viewer.window.resize(to: size.width, size.height) }
    for size in sizes.reversed() {
      viewer.window.resize(to: size.width, size.height)
      try eventually("\(size) is whole") {
        let shown = try viewer.picture()
        return shown.width == size.width && isWhole(shown)
      }
    }
  }

  @Test("with a window manager, which waits for each size, a drag of its corner ends whole")
  func managed() throws {
    try stage.start(.openbox)
    let viewer = try stage.startViewer("--geometry", "300x200+50+50")
    try stage.show(file: stage.greyFile(source))
    let counter = try #require(viewer.window.numbers("_NET_WM_SYNC_REQUEST_COUNTER")?.first)
    let library = try XLibrary(on: #require(stage.server))
    let place = try #require(try viewer.place(on: stage))
    // Alt and the right button resize by the nearest corner.
    try stage.point(to: place.x + 250, place.y + 170)
    try stage.hands("keydown", "alt", "mousedown", "3")
    for _ in 0..<50 { try stage.hands("mousemove_relative", "7", "5") }
    try stage.hands("mouseup", "3", "keyup", "alt")
    try eventually("the window is larger, and whole") {
      let shown = try viewer.picture()
      return shown.width > 500 && shown.height > 400 && isWhole(shown)
    }
    try eventually("the window manager was answered") { library.counter(counter) ?? 0 > 0 }
  }

  @Test("a window manager that waits is answered by a window without a picture, too")
  func waiting() throws {
    let viewer = try stage.startViewer()
    let library = try XLibrary(on: #require(stage.server))
    let counter = try #require(viewer.window.numbers("_NET_WM_SYNC_REQUEST_COUNTER")?.first)
    viewer.window.askToSync(7)
    #expect(library.counter(counter) == 0, "the size has not changed yet")
    viewer.window.resize(to: 500, 300)
    try eventually("the viewer says so") { library.counter(counter) == 7 }
    #expect(try viewer.picture().width == 500)
  }
}

extension XWindow {
  /// Asks to be told by the counter when the next size is drawn, as a window manager does.
  fileprivate func askToSync(_ value: Int) {
    send(
      "WM_PROTOCOLS",
      [
        screenAtom("_NET_WM_SYNC_REQUEST"), 0, UInt32(truncatingIfNeeded: value),
        UInt32(truncatingIfNeeded: value >> 32), 0,
      ])
  }
}
