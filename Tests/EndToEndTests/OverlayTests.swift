import Glibc
import ShmChannel
import TestSupport
import Testing

@Suite("What the viewer draws over a picture") struct OverlayTests {
  let stage: Stage
  /// Bright, so that a dark panel can be told from it.
  let picture = Picture.plain(0xF0_E0_D0, 640, 480)

  init() throws { stage = try Stage.withScreen() }

  @Test(
    "i shows a panel with text over the picture, and i takes it away to the last pixel",
    arguments: [
      [], ["--no-shm"], ["--geometry", "500x375"], ["--geometry", "500x375", "--no-shm"],
    ])
  func information(options: [String]) throws {
    let viewer = try stage.startViewer(options)
    try stage.show(picture)
    let bare = try viewer.picture()
    try stage.press("i", in: viewer)
    try awaitPanel(in: viewer)
    let shown = try viewer.picture()
    #expect(shown.ink(in: Self.panelPart) > 300, "text")
    let far = XRectangle(x: 10, y: 300, width: 480, height: 70)
    #expect(shown.part(far) == bare.part(far), "what is beside the panel is as before")
    try stage.press("i", in: viewer)
    try eventually("the panel is gone") { try viewer.picture() == bare }
  }

  @Test(
    "? shows the help over the picture; keys go on working; Esc closes it, and nothing else",
    arguments: WindowManager.usual)
  func help(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer("--geometry", "1200x900", "--fit", "fit")
    try stage.show(picture)
    let bare = try viewer.picture()
    try stage.press("question", in: viewer)
    try eventually("the help") { try viewer.picture().ink(in: Self.middle) > 1000 }
    try stage.press("greater", in: viewer)
    let turned = try eventually("the picture below is turned") {
      let shown = try viewer.picture()
      return shown[5, 450] == 0xFF1C_1C1C ? shown : nil
    }
    #expect(turned.ink(in: Self.middle) > 1000, "the help stays")
    try stage.press("less", in: viewer)
    try stage.press("Escape", in: viewer)
    try eventually("the picture alone") { try viewer.picture() == bare }
    try stage.press("question", in: viewer)
    try eventually("the help again") { try viewer.picture() != bare }
    try stage.press("question", in: viewer)
    try eventually("the picture alone again") { try viewer.picture() == bare }
    #expect(viewer.program.isRunning)
    try stage.press("question", "q", in: viewer)
    #expect(try Outcome(of: viewer.program) == Outcome(0))
  }

  @Test(
    "what a key does is said in the lower left for a second, then every pixel is the picture's",
    arguments: WindowManager.usual)
  func feedback(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer(["--stats"], isQuiet: false)
    try stage.show(picture)
    try viewer.awaitWhole(picture)
    let bare = try viewer.picture()
    try stage.press("1", in: viewer)
    let corner = XRectangle(x: 16, y: 430, width: 60, height: 36)
    try eventually("the line") { try viewer.picture().ink(in: corner) > 20 }
    try eventually("the picture alone") { try viewer.picture() == bare }
    try stage.press("n", in: viewer)
    try eventually("that there is no show") { try viewer.picture().ink(in: corner) > 20 }
    try eventually("the picture alone again") { try viewer.picture() == bare }
    let outcome = try viewer.quit()
    #expect(outcome.errors.contains("no slideshow is running on channel default"), "\(outcome)")
  }

  @Test("in a window that is too small for the help, that is said, and Esc closes the window")
  func noRoom() throws {
    let viewer = try stage.startViewer("--geometry", "40x30")
    try stage.show(picture)
    let bare = try viewer.picture()
    try stage.press("question", in: viewer)
    try eventually("one line") {
      viewer.program.standardError
        == "shmview: the window is too small for the help; enlarge it, or see shmview --help\n"
    }
    #expect(try viewer.picture() == bare)
    try stage.press("Escape", in: viewer)
    #expect(try viewer.program.wait() == .exited(0))
  }

  @Test("text stands in a window as large as X knows one, too")
  func largest() throws {
    let viewer = try stage.startViewer("--geometry", "32767x32767+0+0", "-i")
    try eventually("the panel") { try viewer.window.pixel(20, 40) != 0x1C_1C1C }
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("while there is no frame, both are shown over the window that waits")
  func waiting() throws {
    let viewer = try stage.startViewer()
    let waiting = try eventually("the text") { () throws -> Picture? in
      let shown = try viewer.picture()
      return shown.ink(in: XRectangle(x: 100, y: 150, width: 440, height: 100)) > 100 ? shown : nil
    }
    try stage.press("i", in: viewer)
    try eventually("a panel") { try viewer.picture() != waiting }
    try stage.press("i", in: viewer)
    try eventually("the text alone") { try viewer.picture() == waiting }
    try stage.press("question", in: viewer)
    try eventually("the help") { try viewer.picture() != waiting }
    try stage.show(picture)
    try stage.press("Escape", in: viewer)
    try viewer.awaitPicture(picture)
  }

  @Test(
    "in a window that is too small for the help, ? turns its pages, and closes it after the last",
    arguments: WindowManager.usual)
  func pages(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer("--geometry", "400x300")
    try stage.show(picture)
    let bare = try viewer.picture()
    var seen = [bare]
    repeat {
      try stage.press("question", in: viewer)
      seen.append(
        try eventually("another page than \(seen.count)") {
          let shown = try viewer.picture()
          return shown != seen.last ? shown : nil
        })
    } while seen.last != bare && seen.count < 20
    #expect(seen.count > 3 && seen.last == bare)
    try stage.press("question", in: viewer)
    try eventually("the first page again") { try viewer.picture() == seen[1] }
    viewer.window.resize(to: 1200, 900)
    try eventually("all of it, on one page") {
      let shown = try viewer.picture()
      return shown.width == 1200 && shown.ink(in: Self.middle) > 1000
    }
    try stage.press("question", in: viewer)
    try eventually("no page") { try viewer.picture().ink(in: Self.middle) == 0 }
    #expect(try viewer.quit() == Outcome(0))
  }

  @Test("with Xft.dpi the text grows, also while it is shown")
  func resolution() throws {
    let viewer = try stage.startViewer()
    try stage.show(.plain(0xF0_E0_D0, 1200, 900))
    let root = try stage.screen.rootWindow
    root.setText("RESOURCE_MANAGER", "Xft.antialias:\t1\nXft.dpi:\t96\n")
    try stage.press("i", in: viewer)
    try awaitPanel(in: viewer)
    let small = try viewer.picture().darkExtent
    root.setText("RESOURCE_MANAGER", "Xft.dpi:\t192\n")
    try eventually("twice the size") {
      let large = try viewer.picture().darkExtent
      return large.height > 2 * small.height - 40 && large.width > 2 * small.width - 60
    }
  }

  @Test("without any font one line says so, and the window works all the same")
  func noFonts() throws {
    let configuration =
      #"<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>"#
    stage.environment["FONTCONFIG_FILE"] = try stage.folder.write(
      Array(configuration.utf8), to: "fonts.conf")
    let viewer = try stage.startViewer("--stale", "0.01")
    try stage.show(picture)
    try stage.press("i", "question", "x", in: viewer)
    try eventually("the edge needs no font") { try viewer.window.pixel(0, 0) == 0xFF_B000 }
    #expect(try viewer.window.pixel(20, 20) == 0xF0_E0_D0)
    try stage.press("x", "question", "i", in: viewer)
    try stage.show(.plain(0x40_8060, 640, 480))
    let seen = try viewer.window.pixel(20, 20)
    #expect(seen == 0x40_8060)
    let words = """
      shmview: no font with Latin letters is installed, so no text can be shown in the window; \
      install one (Debian: fonts-dejavu-core)

      """
    #expect(try viewer.quit() == Outcome(0, errors: words))
  }

  @Test("during a stream every reading of the window has the panel, and no torn picture")
  func stream() throws {
    let viewer = try stage.startViewer()
    try stage.show(.plain(0xE8_E8E8, 640, 480))
    try stage.press("i", in: viewer)
    try awaitPanel(in: viewer)
    let root = stage.root
    let stream = Background { Self.publish(to: root, frames: 300) }
    var colours: Set<UInt32> = []
    for _ in 1...200 {
      let shown = try viewer.picture()
      #expect(shown.isDark(atX: 20, y: 40), "the panel")
      #expect(shown.ink(in: Self.panelPart) > 300, "its text")
      let rest = Set(shown.part(XRectangle(x: 0, y: 300, width: 640, height: 180)).pixels)
      let side = Set(shown.part(XRectangle(x: 500, y: 0, width: 140, height: 480)).pixels)
      #expect(rest.count == 1 && rest == side, "one frame")
      colours.formUnion(rest)
      usleep(20_000)
    }
    try stream.value()
    #expect(colours.count > 8, "it was a stream")
    #expect(try viewer.quit() == Outcome(0))
  }

  /// Publishes frames of one colour each, 60 a second.
  private static func publish(to root: ChannelRoot, frames: Int) {
    #expect(throws: Never.self) {
      let channel = try Channel.openOrCreate(.standard, root: root)
      for index in 0..<frames {
        var loan = try channel.loan(width: 640, height: 480, format: .bgrx)
        let grey = UInt8(0xC0 + index % 16 * 4)
        let pixels = [UInt8](repeating: grey, count: 640 * 480 * 4)
        try pixels.withUnsafeBytes { try loan.write($0.bytes) }
        _ = try loan.publish(title: "frame \(index)")
        usleep(16_667)
      }
    }
  }

  /// Where the panel's text stands, whatever its exact size.
  static let panelPart = XRectangle(x: 16, y: 16, width: 160, height: 120)
  static let middle = XRectangle(x: 400, y: 250, width: 400, height: 400)

  private func awaitPanel(in viewer: Viewer) throws {
    try eventually("the panel") { try viewer.picture().isDark(atX: 20, y: 40) }
  }
}

extension Picture {
  /// Whether it is a window that waits: some text on bars.
  var isTextOnBars: Bool { self[0, 0] == 0xFF1C_1C1C && Set(pixels).count > 1 }

  /// How many pixels of a part are as bright as a panel's text.
  func ink(in part: XRectangle) -> Int {
    let pixels = self.part(part).pixels.map { $0 >> 8 & 0xFF }
    guard let sheet = pixels.sorted().dropFirst(pixels.count / 2).first else { return 0 }
    return pixels.count { $0 > sheet + 48 }
  }

  /// Whether a pixel is a panel's, over a bright picture.
  func isDark(atX x: Int, y: Int) -> Bool { self[x, y] >> 8 & 0xFF < 0x60 }

  /// How far the panel's sheet reaches down and right from its top left corner.
  var darkExtent: (width: Int, height: Int) {
    let start = 40
    let right = (start..<width).last { isDark(atX: $0, y: start) } ?? start
    let bottom = (start..<height).last { isDark(atX: start, y: $0) } ?? start
    return (right, bottom)
  }
}
