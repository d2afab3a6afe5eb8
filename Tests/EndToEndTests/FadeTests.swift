import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("A fade from one picture to the next") struct FadeTests {
  /// So long that it does not end while something else is looked at.
  static let long = Duration.seconds(30)

  let stage: Stage
  let black = Picture.plain(0x00_0000, 200, 150)
  let white = Picture.plain(0xFF_FFFF, 200, 150)

  init() throws { stage = try Stage.withScreen() }

  @Test(
    "shows mixtures that only come nearer, then exactly the new picture, which counts from then",
    arguments: [[], ["--no-shm"], ["--geometry", "120x90"], ["--geometry", "120x90", "--no-shm"]])
  func course(options: [String]) throws {
    let viewer = try stage.startViewer(options + ["--stats"])
    var fades = 0
    // All of a fade may pass between two looks of a machine that has much else to do.
    try eventually("a mixture was seen") {
      try stage.show(black)
      fades += 1
      return try values(of: viewer).contains { (1..<255).contains($0) }
    }
    let last = try #require(try Stats.lines(viewer.quit().output).last)
    #expect((1...121 * fades).contains(last.faded), "at most 60 steps a second")
    #expect(last.shown == 2 * fades)
    #expect(last.generation == 2 * fades)
  }

  /// Fades to white, and gives what was seen of that.
  private func values(of viewer: Viewer) throws -> [UInt32] {
    let generation = try stage.fade(to: white, lasting: .seconds(2))
    var values: [UInt32] = []
    try eventually("the fade ends") {
      // Acknowledged first: the picture that is read then is no older.
      let isShown = try stage.acknowledged() == generation.rawValue
      let pixels = Set(try viewer.picture().pixels)
      #expect(pixels.count == 1, "one mixture all over")
      values.append((pixels.first ?? 0) & 0xFF)
      #expect(!isShown || values.last == 0xFF)
      return isShown
    }
    #expect(values == values.sorted())
    return values
  }

  @Test("a fade that is overtaken holds two frames: where it led to, and where it leads now")
  func held() throws {
    let viewer = try stage.startViewer()
    try stage.show(black)
    try stage.fade(to: white, lasting: Self.long)
    try eventually("it fades") { stage.pinned(by: viewer.program) == [1, 2] }
    try stage.fade(to: black, lasting: Self.long)
    try eventually("it fades on") { stage.pinned(by: viewer.program) == [2, 3] }
    try stage.show(.plain(0x40_8060, 200, 150))
    try eventually("it holds that one alone") { stage.pinned(by: viewer.program) == [4] }
    #expect(try viewer.window.pixel(100, 75) == 0x40_8060)
  }

  @Test("each picture stands at its own place and size, and what is in one of them only fades too")
  func sizes() throws {
    let viewer = try stage.startViewer("--geometry", "300x200")
    try stage.show(.plain(0xFF_0000, 200, 40))
    let bars = try viewer.window.pixel(0, 0)
    try stage.fade(to: .plain(0x00_FF00, 50, 400), lasting: Self.long)
    let middle = try mixture(of: viewer, at: (150, 100))
    let shown = try viewer.picture()
    // The second is fitted to 25x200.
    let wide = XRectangle(x: 50, y: 80, width: 200, height: 40)
    let high = XRectangle(x: 137, y: 0, width: 25, height: 200)
    let expected = Picture(width: 300, height: 200) { x, y in
      switch (wide.contains(x, y), high.contains(x, y)) {
      case (true, true): shown[150, 100]
      case (true, false): shown[60, 100]
      case (false, true): shown[150, 10]
      case (false, false): 0xFF00_0000 | bars
      }
    }
    #expect(shown.difference(from: expected) == nil)
    #expect(middle != 0xFF_0000 && middle != 0x00_FF00)
    #expect(shown[60, 100] >> 16 & 0xFF > bars >> 16 & 0xFF)
    #expect(shown[60, 100] >> 16 & 0xFF < 0xFF, "goes over into the bars")
    #expect(shown[150, 10] >> 8 & 0xFF > bars >> 8 & 0xFF, "comes out of the bars")
  }

  @Test("a picture that is to come at once cuts it off")
  func cut() throws {
    let viewer = try stage.startViewer()
    try stage.show(black)
    try stage.fade(to: white, lasting: Self.long)
    _ = try mixture(of: viewer)
    let noise = Picture.noise(200, 150)
    try stage.show(noise)
    #expect(try viewer.picture().difference(from: noise) == nil)
    try expectNoMemory(of: viewer)
  }

  @Test(
    "another fade starts from the mixture that the window shows", arguments: WindowManager.usual)
  func turn(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer()
    try stage.show(black)
    try stage.fade(to: white, lasting: Self.long)
    _ = try mixture(of: viewer)
    let generation = try stage.fade(to: .plain(0xFF_0000, 200, 150), lasting: .seconds(3))
    let (acknowledged, colour) = try eventually("red gets stronger than green") {
      // Acknowledged first: the picture that is read then is no older.
      let acknowledged = try stage.acknowledged()
      let colour = try viewer.window.pixel(100, 75)
      return colour >> 16 & 0xFF > (colour >> 8 & 0xFF) + 16 ? (acknowledged, colour) : nil
    }
    #expect(colour & 0xFF == colour >> 8 & 0xFF)
    #expect(acknowledged == 1 || colour == 0xFF_0000)
    try stage.awaitShown(generation)
    #expect(try viewer.picture() == .plain(0xFF_0000, 200, 150))
    try expectNoMemory(of: viewer)
  }

  @Test("a window that is resized meanwhile shows the same mixture at its new size")
  func resized() throws {
    let viewer = try stage.startViewer()
    try stage.show(black)
    let generation = try stage.fade(to: white, lasting: .seconds(10))
    _ = try mixture(of: viewer)
    viewer.window.resize(to: 90, 90)
    try eventually("both are fitted into the new window") {
      let shown = try viewer.picture()
      guard shown.width == 90, shown.height == 90 else { return false }
      let inside = shown.part(XRectangle(y: 11, width: 90, height: 67))
      return Set(inside.pixels).count == 1 && (1..<255).contains(inside[0, 0] & 0xFF)
        && shown[0, 0] != inside[0, 0] && shown[0, 89] == shown[0, 0]
    }
    try stage.awaitShown(generation)
    #expect(try viewer.window.pixel(45, 45) == 0xFF_FFFF)
  }

  @Test("what another window covered is mended meanwhile", arguments: WindowManager.usual)
  func exposed(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer()
    try stage.show(black)
    try stage.fade(to: white, lasting: Self.long)
    _ = try mixture(of: viewer)
    let cover = try stage.screen.makeWindow(
      XRectangle(x: 20, y: 10, width: 100, height: 100), colour: 0x12_3456)
    try eventually("covered") { cover.isViewable }
    cover.destroy()
    try eventually("one mixture all over") { try Set(viewer.picture().pixels).count == 1 }
    #expect(try stage.acknowledged() == 1)
  }

  @Test(
    "a window that nobody can see has the new picture at once", arguments: WindowManager.usual)
  func hidden(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer()
    try stage.show(black)
    let first = try stage.fade(to: white, lasting: Self.long)
    _ = try mixture(of: viewer)
    let cover = try stage.screen.makeWindow(
      XRectangle(width: 1600, height: 1200), colour: 0x12_3456)
    try eventually("covered") { cover.isViewable }
    try stage.awaitShown(first)
    try stage.awaitShown(stage.fade(to: black, lasting: Self.long))
    cover.destroy()
    try viewer.awaitPicture(black)
  }

  @Test("when the channel goes meanwhile, the window waits, and what comes next is shown")
  func removed() throws {
    let viewer = try stage.startViewer()
    try stage.show(black)
    try stage.fade(to: white, lasting: Self.long)
    _ = try mixture(of: viewer)
    #expect(try stage.share("rm", "default") == Outcome(0))
    try eventually("the window waits") { try viewer.window.pixel(0, 0) == 0x1C_1C1C }
    try expectNoMemory(of: viewer)
    try stage.awaitShown(stage.fade(to: white, lasting: Self.long))
    #expect(try viewer.picture() == white, "there is nothing to fade from")
  }

  @Test("after it nothing wakes the viewer up, and neither side keeps memory for it")
  func rest() throws {
    let viewer = try stage.startViewer("--stats")
    try stage.show(black)
    try stage.awaitShown(stage.fade(to: white, lasting: .milliseconds(200)))
    try expectNoMemory(of: viewer)
    try viewer.program.awaitRest(of: .seconds(2))
    #expect(try stage.screen.window(of: viewer.program.processID) != nil)
  }

  /// Waits until the window shows neither picture at that place.
  private func mixture(of viewer: Viewer, at place: (Int, Int) = (100, 75)) throws -> UInt32 {
    let before = try viewer.window.pixel(place.0, place.1)
    return try eventually("the fade begins") {
      let colour = try viewer.window.pixel(place.0, place.1)
      return colour == before ? nil : colour
    }
  }

  /// Waits until neither the viewer nor the X server has a buffer of the viewer mapped.
  private func expectNoMemory(of viewer: Viewer) throws {
    let server = try #require(stage.server).program.processID
    for process in [viewer.program.processID, server] {
      try eventually("process \(process) lets go of the buffers") {
        let maps = String(decoding: Folder.contents("/proc/\(process)/maps"), as: UTF8.self)
        return !maps.isEmpty && !maps.contains("memfd:shmview")
      }
    }
  }
}

extension XRectangle {
  fileprivate func contains(_ column: Int, _ row: Int) -> Bool {
    (x..<x + width).contains(column) && (y..<y + height).contains(row)
  }
}
