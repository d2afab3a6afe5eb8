import TestSupport
import Testing

/// `--rotate`: a screen that hangs turned.
@Suite("A screen that hangs turned") struct RotationTests {
  let stage: Stage
  private var file: String { stage.folder.path("out.png") }

  init() throws { stage = try Stage.withScreen() }

  /// What a window of that upright size shows, turned as the screen is.
  private func wanted(_ degrees: Int, _ options: [String]) throws -> Picture {
    let outcome = try stage.run(Product.shmview.path, ["--snapshot", file] + options)
    try #require(outcome == Outcome(0))
    let upright = try Picture(png: Folder.contents(file))
    return (0..<degrees / 90).reduce(upright) { picture, _ in picture.turned }
  }

  /// The sides of a window that has 300x200 upright.
  private static func size(_ degrees: Int) -> String { degrees == 180 ? "300x200" : "200x300" }

  private static let looks = [
    [], ["--fit", "fill"], ["--caption", "{file}"], ["--info"], ["--color-bar", "--histogram"],
    ["--stale", "0.001", "--background", "#204060"],
  ]

  @Test(
    "the window and a snapshot show what an upright one does, turned",
    arguments: [90, 180, 270], looks)
  func shows(degrees: Int, look: [String]) throws {
    try stage.put(.photograph(480, 340))
    let upright = try wanted(degrees, ["--geometry", "300x200"] + look)
    let options = ["--rotate", "\(degrees)", "--geometry", Self.size(degrees)] + look
    #expect(try stage.run(Product.shmview.path, ["--snapshot", file] + options) == Outcome(0))
    let snapshot = try Picture(png: Folder.contents(file))
    // The panel tells an age, and counts frames.
    if look != ["--info"] {
      #expect(snapshot.difference(from: upright) == nil)
      try stage.startViewer(options).awaitPicture(upright)
    }
    #expect(snapshot.width == upright.width && snapshot.height == upright.height)
  }

  @Test(
    "frames of all formats go through all paths turned, and a fade ends in the picture",
    arguments: [90, 180, 270], [[], ["--no-shm"]])
  func paths(degrees: Int, options: [String]) throws {
    let picture = Picture.noise(300, 200)
    let turned = (0..<degrees / 90).reduce(picture) { picture, _ in picture.turned }
    let viewer = try stage.startViewer(options + ["--rotate", "\(degrees)", "--stats"])
    try stage.show(picture)
    #expect(try viewer.picture() == turned, "the window has the picture's size as it is turned")
    try stage.fade(to: .plain(0x20_4060, 300, 200), lasting: .milliseconds(300))
    try viewer.awaitPicture(.plain(0x20_4060, turned.width, turned.height))
    let small = Picture.noise(30, 20)
    try stage.show(small)
    let shown = (0..<degrees / 90).reduce(small) { picture, _ in picture.turned }
    let bars = try viewer.window.pixel(0, 0)
    try viewer.awaitPicture(shown.centred(turned.width, turned.height, on: bars))
    let last = try #require(try Stats.lines(viewer.quit().output).last)
    #expect(last.direct == 0)
  }

  @Test("on a screen of 16 bits too")
  func depth() throws {
    let stage = try Stage(on: XServer(depth: 16))
    let picture = Picture.plain(0xFF_0000, 60, 40)
    let viewer = try stage.startViewer("--rotate", "90", "--geometry", "100x200", "--visual", "16")
    try stage.show(picture)
    #expect(try viewer.window.pixel(50, 100) == 0xFF_0000)
    #expect(try viewer.window.pixel(31, 71) == 0xFF_0000)
    #expect(try viewer.window.pixel(28, 100) != 0xFF_0000)
  }

  @Test("the window that waits is turned: text runs upwards with 270")
  func waiting() throws {
    let viewer = try stage.startViewer("--rotate", "270", "--geometry", "400x640+700+0")
    let upright = try stage.startViewer("--geometry", "640x400")
    try eventually("the same, turned") {
      let picture = try upright.picture()
      guard Set(picture.pixels).count > 2 else { return false }
      return try viewer.picture() == picture.turned.turned.turned
    }
  }

  @Test("a resize keeps all of it turned, and the pointer is where a person sees it")
  func pointer() throws {
    let viewer = try stage.startViewer("--rotate", "90", "--geometry", "200x300")
    let picture = Picture.noise(300, 200)
    try stage.show(picture)
    viewer.window.resize(to: 160, 240)
    try viewer.awaitPicture(wanted(90, ["--geometry", "240x160"]))
    viewer.window.resize(to: 200, 300)
    try viewer.awaitPicture(picture.turned)
    try stage.point(at: 199 - 80, 120, in: viewer)
    try stage.press("c", in: viewer)
    let server = try #require(stage.server)
    let reader = try SelectionReader(on: server)
    try eventually("the place is that of the picture") {
      let text = try reader.read("CLIPBOARD", as: "UTF8_STRING") {} ?? []
      return String(decoding: text, as: UTF8.self).hasPrefix("120,80 ")
    }
  }

  @Test("other degrees are a usage error; a file of settings can say them")
  func setting() throws {
    let outcome = try stage.view("--rotate", "45")
    #expect(outcome.ending == .exited(64))
    #expect(outcome.errors.contains("'0', '90', '180' or '270'"), "\(outcome.errors)")
    let path = try stage.folder.write(Array("rotate = 90\n".utf8), to: "settings")
    try stage.put(.noise(30, 20))
    #expect(try stage.view("--config", path, "--snapshot", file) == Outcome(0))
    #expect(try Picture(png: Folder.contents(file)) == Picture.noise(30, 20).turned)
  }
}
