import TestSupport
import Testing

@Suite("How a picture is looked at") struct LookingModesTests {
  let stage: Stage

  init() throws { stage = try Stage.withScreen() }

  private func expectPicture(
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

  @Test(
    "w, W and s fit it into the window, which keeps its size",
    arguments: [WindowManager.openbox])
  func fits(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer("--geometry", "300x300", "--fit", "fit")
    try stage.show(.plain(0xFF_0000, 100, 50))
    func expect(_ width: Int, _ height: Int, _ key: String) throws {
      let picture = Picture.plain(0xFF_0000, width, height).centred(300, 300, on: 0x1C_1C1C)
      try expectPicture(picture, "after \(key): \(width)x\(height)", in: viewer)
    }
    try expect(300, 150, "--fit fit")
    for (key, width, height) in [
      ("W", 300, 300), ("s", 100, 50), ("s", 100, 50), ("s", 300, 150), ("s", 300, 300),
      ("w", 300, 150), ("1", 100, 50), ("plus", 150, 75), ("s", 100, 50), ("0", 300, 150),
    ] {
      try stage.press(key, in: viewer)
      try expect(width, height, key)
    }
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test(
    "--fit takes the four modes and nothing else", arguments: ["shrink", "fit", "fill", "none"])
  func fitOption(mode: String) throws {
    let viewer = try stage.startViewer("--geometry", "64x96", "--fit", mode)
    try stage.show(.plain(0x00_FF00, 128, 96))
    let size = [
      "shrink": (64, 48), "fit": (64, 48), "fill": (64, 96), "none": (64, 96),
    ][mode]
    let (width, height) = try #require(size)
    try expectPicture(
      Picture.plain(0x00_FF00, width, height).centred(64, 96, on: 0x1C_1C1C), mode, in: viewer
    )
    let wrong = try stage.run(Product.shmview.path, ["--fit", mode.uppercased()])
    #expect(wrong.ending == .exited(64))
    #expect(wrong.errors.contains("'\(mode.uppercased())' is invalid for '--fit <mode>'"))
  }

  @Test(
    "a changes between smooth and squares, whatever the scale chose",
    arguments: [WindowManager.openbox])
  func magnification(manager: WindowManager) throws {
    try stage.start(manager)
    let picture = Picture.noise(40, 30)
    let viewer = try stage.startViewer("--geometry", "160x120", "--fit", "fit")
    try stage.show(picture)
    try expectPicture(picture.squares(4), "400 %: squares", in: viewer)
    try stage.press("a", in: viewer)
    try eventually("smooth") {
      let shown = try viewer.picture()
      // Between the middles of two pixels there are others than either of them.
      return shown[79, 59] != picture[19, 14] && Set(shown.pixels).count > 2 * 40 * 30
    }
    try stage.press("a", in: viewer)
    try expectPicture(picture.squares(4), "squares again", in: viewer)
    try stage.press("minus", "minus", in: viewer)
    try expectPicture(
      picture.squares(2).centred(160, 120, on: 0x1C_1C1C), "the choice stays at 200 %",
      in: viewer
    )
    try stage.press("0", "minus", "minus", in: viewer)
    try eventually("without a choice 200 % is smooth") {
      try Set(viewer.picture().pixels).count > 2 * 40 * 30
    }
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("A changes what is behind alpha, and nothing else", arguments: [WindowManager.openbox])
  func backdrop(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer("--geometry", "100x64")
    try stage.show(Picture(width: 64, height: 64) { _, _ in 0 })
    func squares(_ first: UInt32, _ second: UInt32) -> Picture {
      Picture(width: 100, height: 64) { x, y in
        if !(18..<82).contains(x) { return 0xFF1C_1C1C }
        return 0xFF00_0000 | ((x / 16 + y / 16).isMultiple(of: 2) ? first : second)
      }
    }
    let dark = squares(0x38_3838, 0x50_5050)
    try expectPicture(dark, "dark squares", in: viewer)
    for (first, second) in [
      (0xC0_C0C0, 0xE8_E8E8), (0, 0), (0xFF_FFFF, 0xFF_FFFF), (0x38_3838, 0x50_5050),
      (0xC0_C0C0, 0xE8_E8E8),
    ] as [(UInt32, UInt32)] {
      try stage.press("A", in: viewer)
      try expectPicture(squares(first, second), "after A", in: viewer)
    }
    try stage.press("0", in: viewer)
    try expectPicture(dark, "as at first", in: viewer)
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test(
    "what was chosen is kept across pictures, in relative terms if their size changes",
    arguments: [WindowManager.openbox])
  func kept(manager: WindowManager) throws {
    try stage.start(manager)
    let (large, other, small) = (
      Picture.noise(400, 300), Picture.noise(400, 300, seed: 2), Picture.noise(200, 150, seed: 3)
    )
    let viewer = try stage.startViewer("--geometry", "200x150", "--fit", "none")
    try stage.pointNowhere()
    try stage.show(large)
    try stage.press("l", "greater", "plus", "plus", "a", in: viewer)  // 1.5, 2
    // (220, 150) of the picture is in the middle; turned, that is (150, 220) of 300x400.
    func seen(_ picture: Picture) -> Picture {
      picture.turned.squares(600 / picture.height).part(200, 365, 200, 150)
    }
    try expectPicture(seen(large), "200 %, turned", in: viewer)
    for picture in [other, small, large] {
      try stage.show(picture)
      #expect(try viewer.picture().difference(from: seen(picture)) == nil)
    }
    try stage.press("0", in: viewer)
    try expectPicture(large.part(100, 75, 200, 150), "as at first", in: viewer)
    #expect(viewer.window.frame.map { [$0.width, $0.height] } == [200, 150])
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("a picture of 8000x6000 is dragged without a copy, and its file never mapped")
  func large() throws {
    let viewer = try stage.startViewer("--geometry", "640x480", "--fit", "none", "--stats")
    try stage.show(file: stage.greyFile(XRectangle(width: 8000, height: 6000)))
    func expectEdge(at x: Int) throws {
      try eventually("the edge is at \(x)") {
        try viewer.window.pixel(x - 1, 240) == 0x90_9090 && viewer.window.pixel(x, 240) == 0xE0_E0E0
      }
    }
    try expectEdge(at: 320)
    try stage.drag(through: (0...200).map { (x: 400 - $0, y: 100 + $0) }, in: viewer)
    try expectEdge(at: 120)
    let maps = Folder.contents("/proc/\(viewer.program.processID)/maps")
    #expect(!String(decoding: maps, as: UTF8.self).contains("frame-"))
    try viewer.awaitStats("the drag") { $0.direct > 1 }
    let last = try #require(try Stats.lines(viewer.quit().output).last)
    #expect(last.composed == 0 && last.plain == 0 && last.shown == 1)
  }

  @Test(
    "keys work on a keyboard without Latin letters, capitals too",
    arguments: [WindowManager.openbox])
  func cyrillic(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer("--geometry", "300x300")
    try stage.show(.plain(0xFF_0000, 100, 50))
    #expect(try stage.run("setxkbmap", ["us,ru"]).ending == .exited(0))
    // The letter on the key of W; xdotool changes to the second layout for it.
    try stage.press("Cyrillic_tse", in: viewer)
    let wide = Picture.plain(0xFF_0000, 300, 150).centred(300, 300, on: 0x1C_1C1C)
    try expectPicture(wide, "w", in: viewer)
    try stage.press("Cyrillic_TSE", in: viewer)
    try expectPicture(Picture.plain(0xFF_0000, 300, 300), "W", in: viewer)
    try stage.press("control+Cyrillic_tse", "alt+Cyrillic_tse", "super+w", in: viewer)
    try expectPicture(
      Picture.plain(0xFF_0000, 300, 300), "not with Control, Alt or Super", in: viewer)
    #expect(try viewer.quit() == Outcome(0))
  }
}
