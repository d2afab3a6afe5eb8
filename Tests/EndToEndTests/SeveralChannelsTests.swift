import TestSupport
import Testing

@Suite("Several channels in one window") struct SeveralChannelsTests {
  let stage: Stage

  init() throws { stage = try Stage.withScreen() }

  /// As `GridLayout` has it.
  private static let gap = 4

  private static let pictures = (0..<4).map { Picture.noise(160, 120, seed: UInt64($0 + 1)) }

  /// Where a picture of 160x120 stands in a grid of such.
  private func place(_ column: Int, _ row: Int) -> XRectangle {
    XRectangle(
      x: column * (160 + Self.gap), y: row * (120 + Self.gap), width: 160, height: 120)
  }

  private func expect(
    _ picture: Picture, at place: XRectangle, of viewer: Viewer, _ what: String
  ) throws {
    var seen: Picture?
    do {
      try eventually("\(what)") {
        seen = try? viewer.window.picture(of: place)
        return seen == picture
      }
    } catch {
      Issue.record("\(what): \(seen?.difference(from: picture) ?? "no picture")")
      throw error
    }
  }

  @Test("each channel is in its place to the pixel, by the direct way, and each with its own news")
  func pixels() throws {
    let names = ["a", "b", "c", "d"]
    for (name, picture) in zip(names, Self.pictures) { try stage.put(picture, channel: name) }
    let viewer = try stage.startViewer(names + ["--stats"])
    for (index, picture) in Self.pictures.enumerated() {
      try expect(picture, at: place(index % 2, index / 2), of: viewer, names[index])
    }
    let news = Picture.noise(160, 120, seed: 9)
    try stage.show(news, channel: "c")
    try expect(news, at: place(0, 1), of: viewer, "the new c")
    for index in [0, 1, 3] {
      try expect(
        Self.pictures[index], at: place(index % 2, index / 2), of: viewer, names[index])
    }
    let gap = try viewer.window.picture(
      of: XRectangle(x: 160, y: 0, width: Self.gap, height: 240 + Self.gap))
    #expect(gap == Picture.plain(gap[0, 0] & 0xFF_FFFF, Self.gap, 240 + Self.gap), "bars between")
    let lines = try viewer.quit().output.split(separator: "\n")
    for name in names {
      let last = try #require(lines.last { $0.contains("\"channel\":\"\(name)\"") })
      #expect(last.contains("\"composed\":0,\"plain\":0"), "\(last)")
      #expect(last.contains("\"shown\":\(name == "c" ? 2 : 1),\"skipped\":0"), "\(last)")
    }
  }

  @Test(
    "scaled, turned and without shared memory, cells keep to themselves", arguments: [true, false])
  func scaled(sharesMemory: Bool) throws {
    for name in ["a", "b"] { try stage.put(.plain(0x20_4060, 160, 120), channel: name) }
    let viewer = try stage.startViewer(
      ["a", "b", "--geometry", "404x150", "--fit", "fill"] + (sharesMemory ? [] : ["--no-shm"]))
    let half = XRectangle(x: 0, y: 0, width: 200, height: 150)
    let other = XRectangle(x: 204, y: 0, width: 200, height: 150)
    try expect(.plain(0x20_4060, 200, 150), at: half, of: viewer, "a")
    try stage.show(.plain(0xFF_0000, 90, 300), channel: "b")
    try expect(.plain(0xFF_0000, 200, 150), at: other, of: viewer, "b")
    try expect(.plain(0x20_4060, 200, 150), at: half, of: viewer, "a beside it")
    try stage.point(at: 10, 10, in: viewer)
    try stage.press("greater", in: viewer)
    try expect(.plain(0xFF_0000, 200, 150), at: other, of: viewer, "b, turned")
    try expect(.plain(0x20_4060, 200, 150), at: half, of: viewer, "a, turned")
  }

  @Test("a double click gives one channel the window, another gives it back")
  func big() throws {
    for name in ["a", "b"] {
      try stage.put(.plain(name == "a" ? 0x10_2030 : 0x40_5060, 160, 120), channel: name)
    }
    let viewer = try stage.startViewer("a", "b", "--fit", "fill")
    let whole = XRectangle(x: 0, y: 0, width: 324, height: 120)
    try expect(.plain(0x40_5060, 160, 120), at: place(1, 0), of: viewer, "b in its cell")
    try stage.point(at: 240, 60, in: viewer)
    let mouse = try XLibrary(on: #require(stage.server))
    try mouse.doubleClick()
    try expect(.plain(0x40_5060, 324, 120), at: whole, of: viewer, "b alone")
    try stage.put(.plain(0x70_8090, 160, 120), channel: "a")
    try mouse.doubleClick()
    try expect(.plain(0x70_8090, 160, 120), at: place(0, 0), of: viewer, "what a had meanwhile")
    try expect(.plain(0x40_5060, 160, 120), at: place(1, 0), of: viewer, "b in its cell again")
  }

  @Test("--all follows channels as they come and go")
  func all() throws {
    let viewer = try stage.startViewer("--all", "--geometry", "324x120", "--fit", "fill")
    try stage.show(.plain(0x11_2233, 160, 120), channel: "a")
    try expect(
      .plain(0x11_2233, 324, 120), at: XRectangle(x: 0, y: 0, width: 324, height: 120), of: viewer,
      "a alone")
    try stage.show(.plain(0x44_5566, 160, 120), channel: "b")
    try expect(.plain(0x11_2233, 160, 120), at: place(0, 0), of: viewer, "a beside b")
    try expect(.plain(0x44_5566, 160, 120), at: place(1, 0), of: viewer, "b beside a")
    try stage.share("rm", "a")
    try expect(
      .plain(0x44_5566, 324, 120), at: XRectangle(x: 0, y: 0, width: 324, height: 120), of: viewer,
      "b alone")
    #expect(try viewer.quit().errors.isEmpty)
  }

  @Test("one channel is compared with another, to the pixel")
  func comparing() throws {
    let (first, second) = (Self.pictures[0], Self.pictures[1])
    try stage.put(first, channel: "a")
    try stage.put(second, channel: "b")
    let viewer = try stage.startViewer("a", "b")
    try expect(second, at: place(1, 0), of: viewer, "b")
    try stage.point(at: 20, 100, in: viewer)
    try stage.press("m", in: viewer)
    try stage.point(at: 300, 110, in: viewer)
    try stage.press("d", in: viewer)
    // Below the words in the corner.
    let part = XRectangle(x: 164, y: 85, width: 160, height: 35)
    let difference = Picture(width: 160, height: 35) { x, y in
      let (one, other) = (first[x, y + 85], second[x, y + 85])
      return [16, 8, 0].reduce(0xFF) { pixel, shift in
        let (a, b) = (Int(one >> shift & 0xFF), Int(other >> shift & 0xFF))
        return pixel << 8 | UInt32(abs(a - b))
      }
    }
    try expect(difference, at: part, of: viewer, "the difference of b from a")
    try expect(first, at: place(0, 0), of: viewer, "a as it is")
  }

  @Test("the snapshot of several channels is what their window shows")
  func snapshot() throws {
    let names = ["a", "b", "c"]
    for (name, picture) in zip(names, Self.pictures) { try stage.put(picture, channel: name) }
    let file = stage.folder.path("grid.png")
    let arguments = names + ["--grid", "1x3"]
    let outcome = try stage.run(Product.shmview.path, arguments + ["--snapshot", file])
    #expect(outcome.ending == .exited(0) && outcome.errors.isEmpty, "\(outcome)")
    let viewer = try stage.startViewer(arguments)
    try expect(Self.pictures[2], at: place(0, 2), of: viewer, "c")
    let snapshot = try Picture(png: Folder.contents(file))
    try eventually("so are the others") { try viewer.picture() == snapshot }
  }
}
