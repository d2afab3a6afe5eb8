import ImageDecoding
import TestSupport
import Testing

@Suite struct FixtureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let pattern: Pattern
    /// The largest difference of a channel from the pattern.
    let tolerance: Int
    var testDescription: String { name }

    init(_ name: String, _ pattern: Pattern, within tolerance: Int = 0) {
      (self.name, self.pattern, self.tolerance) = (name, pattern, tolerance)
    }
  }

  static let cases = [
    Case("color.png", .color), Case("color-interlaced.png", .color), Case("color-16.png", .color),
    Case("alpha.png", .alpha), Case("alpha-16-interlaced.png", .alpha), Case("gray.png", .gray),
    Case("gray-16.png", .gray), Case("ramp-palette.png", .ramp),
    Case("halves-palette.png", .halves), Case("noise.png", .noise),
    Case("color.jpg", .color, within: 6), Case("color-progressive.jpg", .color, within: 6),
    Case("gray.jpg", .gray, within: 4), Case("color-cmyk.jpg", .color, within: 10),
    Case("color-lossy.webp", .color, within: 24), Case("color.webp", .color),
    Case("alpha.webp", .alpha), Case("noise.webp", .noise),
    Case("color.avif", .color), Case("alpha.avif", .alpha), Case("color.heic", .color, within: 24),
    Case("halves.avif", .halves),  // in part like memory that nothing was decoded to
    Case("frames.avif", .color, within: 2), Case("gray-limited.avif", .gray, within: 2),
    Case("color.jxl", .color), Case("alpha-container.jxl", .alpha), Case("noise.jxl", .noise),
    Case("color-lzw.tiff", .color), Case("color-tiles.tiff", .color),
    Case("color-cmyk.tiff", .color, within: 2), Case("color-16.tiff", .color),
    Case("color-big.tiff", .color), Case("gray-16.tiff", .gray, within: 1),
    Case("ramp-palette.tiff", .ramp, within: 1), Case("noise-zip.tiff", .noise),
    Case("ramp.gif", .ramp), Case("ramp-interlaced.gif", .ramp), Case("halves.gif", .halves),
    Case("ramp-animated.gif", .ramp),
    Case("ramp-8.bmp", .ramp), Case("ramp-rle.bmp", .ramp), Case("color-24.bmp", .color),
    Case("alpha-32.bmp", .alpha), Case("color-565.bmp", .color, within: 8),
    Case("color-os2.bmp", .color),
    Case("alpha.ico", .alpha), Case("color-rle.tga", .color),
  ]

  @Test("the pixels are those that were painted", arguments: cases)
  func pixels(_ fixture: Case) throws {
    let picture = try Picture(decoding: try ImageDecodingTests.fixture(fixture.name))
    let expected = fixture.pattern.picture
    let difference = try #require(picture.largestDifference(from: expected))
    #expect(difference <= fixture.tolerance)
    #expect(picture.isOpaque == expected.isOpaque)
  }

  @Test("an icon's mask is its transparency")
  func iconMask() throws {
    let picture = try Picture(decoding: try fixture("halves-4.ico"))
    #expect(!picture.isOpaque)
    for y in 0..<24 {
      #expect(picture[3, y] == 0xFFFF_0000)
      #expect(picture[20, y] >> 24 == 0)
    }
  }

  @Test("an icon with a PNG inside is that PNG")
  func iconWithPNG() throws {
    let picture = try Picture(decoding: try fixture("large-png.ico"))
    #expect(picture.width == 256 && picture.height == 256 && picture.isOpaque)
  }

  @Test("a GIF's frame stands at its place on the canvas, and the rest is transparent")
  func offsetFrame() throws {
    let picture = try Picture(decoding: try fixture("ramp-offset.gif"))
    let ramp = Pattern.ramp.picture
    #expect(
      picture
        == Picture(width: 40, height: 30) { x, y in
          (4..<36).contains(x) && (3..<27).contains(y) ? ramp[x - 4, y - 3] : 0
        })
  }

  @Test("an animated WebP's first frame stands at its place on the canvas")
  func animatedWebP() throws {
    let picture = try Picture(decoding: try fixture("part-animated.webp"))
    let color = Pattern.color.picture
    let expected = Picture(width: 32, height: 24) { x, y in
      (8..<24).contains(x) && (6..<18).contains(y) ? color[x, y] : 0
    }
    #expect(picture == expected)
  }

  @Test("an SVG has its own size and colours")
  func svg() throws {
    let text = """
      <?xml version="1.0"?><!-- a flag --><svg xmlns="http://www.w3.org/2000/svg"
      width="20" height="10"><rect width="10" height="10" fill="#ff0000"/></svg>
      """
    let picture = try Picture(decoding: Array(text.utf8))
    #expect(picture == Picture(width: 20, height: 10) { x, _ in x < 10 ? 0xFFFF_0000 : 0 })
  }

  @Test(
    "bytes behind the picture are harmless",
    arguments: cases.filter { !$0.name.hasSuffix("big.tiff") })
  func trailingBytes(_ fixture: Case) throws {
    let bytes = try ImageDecodingTests.fixture(fixture.name)
    let isBoxes = ["avif", "heic", "jxl"].contains { fixture.name.hasSuffix($0) }
    if isBoxes { return }  // what follows must be boxes there
    let picture = try Picture(decoding: bytes + [1, 2, 3, 4, 5])
    #expect(try picture == Picture(decoding: bytes))
  }
}
