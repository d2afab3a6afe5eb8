import Glibc
import TestSupport
import Testing

@Suite("Keyboards of all kinds", .serialized)
struct KeyboardTests {
  let stage: Stage
  let picture = Picture.noise(400, 300)

  init() throws { stage = try Stage.withScreen() }

  /// Gives the server a layout, as a desktop's settings do.
  private func useLayout(_ name: String) throws {
    let outcome = try stage.run("setxkbmap", ["-layout", name])
    try #require(outcome.ending == .exited(0), "\(outcome)")
  }

  private func viewer(_ command: [String] = [Product.shmview.path]) throws -> Viewer {
    try stage.pointNowhere()
    let options = command.dropFirst() + ["--geometry", "200x150+40+60"]
    let viewer = try stage.startViewer(Array(options), program: command[0])
    try stage.show(picture)
    return viewer
  }

  @Test(
    "letters work where the layout in use has no Latin ones", arguments: ["ru", "ru,us", "gr,us"])
  func letters(layout: String) throws {
    try useLayout(layout)
    let viewer = try viewer()
    let fitted = try viewer.picture()
    // By the keys' numbers: 10 is `1`, 53 is `x`, 25 is `w`, 24 is `q`.
    try stage.press("10", in: viewer)
    try eventually("100 %") { try viewer.picture() == self.picture.part(100, 75, 200, 150) }
    try stage.press("25", in: viewer)
    try eventually("fitted again") { try viewer.picture() == fitted }
    try stage.press("24", in: viewer)
    #expect(try viewer.program.wait() == .exited(0))
  }

  @Test("keys and buttons that another program sends count as those of the keyboard and the mouse")
  func sent() throws {
    let viewer = try stage.startViewer("--geometry", "200x150", "--fit", "fit")
    let picture = Picture.noise(100, 75)
    try stage.show(picture)
    // With a window, xdotool(1) sends events to it (XSendEvent).
    let window = "\(viewer.window.id)"
    try stage.hands("key", "--window", window, "1")
    try viewer.awaitPicture(picture)
    try stage.hands("click", "--window", window, "4")
    try eventually("the wheel zooms") { try viewer.shown(picture) != picture }
    // No more than the press: a window that it has closed cannot be sent the release.
    try stage.hands("keydown", "--window", window, "q")
    #expect(try viewer.program.wait() == .exited(0))
  }

  @Test("another layout counts from the moment in which it is chosen")
  func change() throws {
    try useLayout("us")
    let viewer = try viewer()
    try stage.press("1", in: viewer)
    try eventually("100 %") { try viewer.picture() == self.picture.part(100, 75, 200, 150) }
    try useLayout("fr")
    try stage.press("24", in: viewer)  // `a`, where `q` was
    try stage.press("38", in: viewer)
    #expect(try viewer.program.wait() == .exited(0))
  }

  @Test("the first key that is pressed reads no tables of the locale")
  func noLocale() throws {
    let trace = stage.folder.path("trace")
    // -D: the viewer is the test's child, and strace(1) watches from aside.
    let viewer = try viewer([
      "strace", "-D", "-o", trace, "-e", "trace=%file", Product.shmview.path,
    ])
    try eventually("the viewer is traced") {
      Self.lines(of: trace).contains { $0.contains("open") }
    }
    let before = Self.lines(of: trace).count
    try stage.press("1", in: viewer)
    try eventually("100 %") { try viewer.picture() == self.picture.part(100, 75, 200, 150) }
    try stage.press("q", in: viewer)
    _ = try viewer.program.wait()
    let opened = Self.lines(of: trace)[before...].filter { $0.contains("/locale/") }
    #expect(opened == [])
  }

  private static func lines(of path: String) -> [Substring] {
    String(decoding: Folder.contents(path), as: UTF8.self).split(separator: "\n")
  }
}
