import TestSupport
import Testing

@Suite("Values of pixels") struct PixelTests {
  private let stage: Stage

  init() throws { stage = try Stage.withScreen() }

  @Test(
    "v shows the pixel under the pointer, wherever that goes, and takes it away to the last one",
    arguments: WindowManager.usual)
  func readout(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer()
    let picture = Picture.plain(0xF0_E0D0, 400, 300)
    try stage.show(picture)
    try viewer.awaitWhole(picture)
    try stage.point(at: 120, 80, in: viewer)
    try stage.press("v", in: viewer)
    let first = try eventually("the panel") { try panel(of: viewer) }
    try stage.point(at: 350, 80, in: viewer)
    let second = try eventually("another place") {
      try panel(of: viewer).flatMap { $0 == first ? nil : $0 }
    }
    try stage.pointNowhere()
    try eventually("no place") {
      try panel(of: viewer).map { $0 != first && $0 != second } ?? true
    }
    try stage.press("v", in: viewer)
    try viewer.awaitPicture(picture)
  }

  @Test(
    "c copies place and value as they are stored, however the picture is turned",
    arguments: WindowManager.usual)
  func copied(manager: WindowManager) throws {
    try stage.start(manager)
    let viewer = try stage.startViewer("--geometry", "300x200")
    let picture = Picture.noise(300, 200)
    try stage.show(picture)
    try stage.point(at: 120, 80, in: viewer)
    try stage.press("c", in: viewer)
    try awaitPasted(Self.text(picture, 120, 80))
    try stage.press("1", "bar", "c", in: viewer)
    try awaitPasted(Self.text(picture, 299 - 120, 80))
    try stage.press("bar", "8", in: viewer)
    try stage.point(at: 7, 199, in: viewer)
    try stage.press("plus", "plus", "plus", "c", in: viewer)
    try awaitPasted(Self.text(picture, 7, 199))
  }

  @Test("at 64 times the size each pixel has its lines and its value")
  func grid() throws {
    let viewer = try stage.startViewer("--geometry", "192x128", "--fit", "fit")
    let picture = Picture(width: 3, height: 2) { x, y in
      (x + y) % 2 == 0 ? 0xFFFF_F0E0 : 0xFF10_2040
    }
    try stage.show(picture)
    let shown = try eventually("the grid") {
      let shown = try viewer.picture()
      return shown[64, 20] == 0xFF80_8080 ? shown : nil
    }
    for (x, y) in [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1)] {
      let cell = shown.part(XRectangle(x: x * 64 + 1, y: y * 64 + 1, width: 63, height: 63))
      let own = picture[x, y]
      #expect(cell[0, 0] == own && cell[62, 62] == own)
      let ink = cell.pixels.count { $0 != own }
      #expect((60...1500).contains(ink), "three numbers")
    }
    #expect(shown[20, 64] == 0xFF80_8080)
    try stage.press("a", in: viewer)
    try eventually("smooth, without a grid") { try viewer.picture()[64, 20] != 0xFF80_8080 }
  }

  /// The dark sheet at the bottom left, if it is there.
  private func panel(of viewer: Viewer) throws -> Picture? {
    let shown = try viewer.picture()
    let part = shown.part(XRectangle(x: 0, y: shown.height - 110, width: 200, height: 110))
    return part.pixels.contains { $0 >> 8 & 0xFF < 0x60 } ? part : nil
  }

  private static func text(_ picture: Picture, _ x: Int, _ y: Int) -> String {
    let pixel = picture[x, y]
    let bytes = [16, 8, 0].map { UInt8(truncatingIfNeeded: pixel >> $0) }
    let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return "\(x),\(y) \(bytes.map { "\($0)" }.joined(separator: ",")) #\(hex)"
  }

  private func awaitPasted(_ text: String) throws {
    let server = try #require(stage.server)
    let reader = try SelectionReader(on: server)
    for selection in ["CLIPBOARD", "PRIMARY"] {
      try eventually("\(selection) is \(text)") {
        try reader.read(selection, as: "UTF8_STRING") {} == Array(text.utf8)
      }
    }
  }
}
