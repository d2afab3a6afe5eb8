import TestSupport
import Testing

@Suite("A picture larger than its window") struct ScalingTests {
  static let ratios = [1.3, 1.5, 2, 3, 3.47, 5, 6.17]

  @Test("is the exact area mean, to 6 of 255 (rms), as a photograph and as text", arguments: ratios)
  func closeToTheMean(ratio: Double) throws {
    let stage = try Stage.withScreen()
    let text = try stage.screen.text(
      (0..<34).map { line in String("\(line) The quick brown fox jumps over the lazy dog. ") },
      width: 480, height: 340)
    for picture in [Picture.photograph(480, 340), text] {
      let scaled = try Self.scaled(picture, by: ratio, on: stage)
      let mean = picture.areaMean(width: scaled.width, height: scaled.height)
      #expect(Self.rms(scaled.channels, mean) <= 6)
    }
  }

  @Test("shows no moire on a checkerboard of single pixels", arguments: ratios)
  func noMoire(ratio: Double) throws {
    let stage = try Stage.withScreen()
    let picture = Picture.checkerboard(480, 340)
    let scaled = try Self.scaled(picture, by: ratio, on: stage)
    let mean = picture.areaMean(width: scaled.width, height: scaled.height)
    #expect(Self.contrast(scaled.channels) <= Self.contrast(mean) + 16)
  }

  @Test("keeps its aspect between bars when the window has another")
  func bars() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", "400x400")
    try stage.show(.plain(0xFF_0000, 800, 400))
    let shown = try viewer.picture()
    let dark = shown[0, 0]
    #expect([0, 8, 16].allSatisfy { dark >> $0 & 0xFF < 0x60 }, "a dark background")
    let expected = Picture(width: 400, height: 400) { _, y in
      (100..<300).contains(y) ? 0xFFFF_0000 : dark
    }
    #expect(shown.difference(from: expected) == nil)
  }

  @Test("a smaller picture stands in the middle at its own size")
  func centred() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", "301x200")
    let picture = Picture.noise(100, 50)
    try stage.show(picture)
    let shown = try viewer.picture()
    let dark = shown[0, 0]
    let expected = Picture(width: 301, height: 200) { x, y in
      (100..<200).contains(x) && (75..<125).contains(y) ? picture[x - 100, y - 75] : dark
    }
    #expect(shown.difference(from: expected) == nil)
  }

  @Test("resizing the window scales the picture anew")
  func resized() throws {
    let stage = try Stage.withScreen()
    let viewer = try stage.startViewer("--geometry", "900x660")
    let picture = Picture.photograph(900, 660)
    try stage.show(picture)
    #expect(try viewer.picture().difference(from: picture) == nil)
    for width in [450, 300, 600, 120] {
      let height = width * 660 / 900
      viewer.window.resize(to: width, height)
      let mean = picture.areaMean(width: width, height: height)
      try eventually("the picture fills \(width)x\(height)") {
        let shown = try viewer.picture()
        return shown.width == width && Self.rms(shown.channels, mean) <= 6
      }
    }
    viewer.window.resize(to: 900, 660)
    try viewer.awaitPicture(picture)
  }
}

extension ScalingTests {
  /// What a window shows that is narrower than the picture by `ratio`.
  private static func scaled(
    _ picture: Picture, by ratio: Double, on stage: Stage
  ) throws -> Picture {
    let width = Int((Double(picture.width) / ratio).rounded())
    let height = (picture.height * width + picture.width / 2) / picture.width
    // Two rows more, so that the width alone decides the scale.
    let viewer = try stage.startViewer("--geometry", "\(width)x\(height + 2)")
    try stage.show(picture)
    return try viewer.window.picture(of: XRectangle(x: 0, y: 1, width: width, height: height))
  }

  private static func rms(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += (a[index] - b[index]) * (a[index] - b[index]) }
    return (sum / Double(a.count)).squareRoot()
  }

  private static func contrast(_ values: [Double]) -> Double {
    (values.max() ?? 0) - (values.min() ?? 0)
  }
}
