import Glibc
import ImageDecoding
import TestSupport
import Testing

@Suite struct LimitTests {
  /// Files of a few bytes that announce 50,000 by 50,000 pixels.
  static let bombs: [(name: String, bytes: [UInt8])] = [
    ("PNG", pngHead(width: 50_000, height: 50_000) + pngChunk("IDAT", [0x78, 0x9C, 3, 0])),
    ("GIF", gifFile(width: 50_000, height: 50_000, indices: [0, 1])),
    ("GIF screen", gifFile(width: 1, height: 1, screen: (50_000, 50_000), indices: [0])),
    ("BMP", bmpFile(width: 50_000, height: 50_000, bits: 24, data: [0])),
    ("PNM", Array("P6 50000 50000 255\n".utf8)),
    ("TGA", tgaHead(width: 50_000, height: 50_000)),
    ("SVG", svg(#"width="50000" height="50000""#)),
    ("JPEG", jpegHead(width: 50_000, height: 50_000)),
    ("TIFF", tiffHead(width: 50_000, height: 50_000)),
  ]

  static func svg(_ size: String) -> [UInt8] {
    Array(#"<svg xmlns="http://www.w3.org/2000/svg" \#(size)><g/></svg>"#.utf8)
  }

  static func tgaHead(width: Int, height: Int) -> [UInt8] {
    var tga = ByteWriter()
    tga.u8(0, 0, 10, 0, 0, 0, 0, 0)
    tga.u16(0, 0, width, height)
    tga.u8(24, 0)
    return tga.bytes
  }

  static func jpegHead(width: Int, height: Int) -> [UInt8] {
    var jpeg = ByteWriter()
    jpeg.u8(0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8)
    jpeg.u16(height, width, big: true)
    jpeg.u8(1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0)
    return jpeg.bytes
  }

  static func tiffHead(width: Int, height: Int) -> [UInt8] {
    var picture = Pattern.color.picture
    (picture.width, picture.height) = (width, height)
    return tiffFile(picture, orientation: 1)
  }

  @Test("a picture of too many pixels is refused with both figures", arguments: bombs.indices)
  func tooManyPixels(_ index: Int) {
    #expect(
      throws: DecodingError.tooManyPixels(width: 50_000, height: 50_000, limit: 400_000_000),
      "\(Self.bombs[index].name)"
    ) { try Picture(decoding: Self.bombs[index].bytes) }
  }

  @Test("refusing takes no memory")
  func memory() async {
    await #expect(processExitsWith: .success) {
      func peakKiB() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
      }
      let before = peakKiB()
      let largest = LimitTests.svg(#"width="30000em" height="30000em""#)
      for bytes in LimitTests.bombs.map(\.bytes) + [largest] {
        #expect(throws: DecodingError.self) { try Picture(decoding: bytes) }
      }
      #expect(peakKiB() - before < 64 << 10)
    }
  }

  @Test("an SVG whose size is in a font's is refused with both figures")
  func fontUnits() {
    let bytes = Self.svg(#"width="2000em" height="2000em""#)
    let error = DecodingError.tooManyPixels(width: 32_000, height: 32_000, limit: 400_000_000)
    #expect(throws: error) { try Picture(decoding: bytes) }
  }

  @Test("an SVG that draws far away and says no size is refused with both figures")
  func farAway() {
    let rect = #"<rect x="31000" y="31000" width="1000" height="1000"/>"#
    let bytes = Array(#"<svg xmlns="http://www.w3.org/2000/svg">\#(rect)</svg>"#.utf8)
    let error = DecodingError.tooManyPixels(width: 32_000, height: 32_000, limit: 400_000_000)
    #expect(throws: error) { try Picture(decoding: bytes) }
  }

  @Test(
    "an SVG that has a view box and no size of its own is refused with the view box's size",
    arguments: [
      #"viewBox="0 0 40000 10""#, #"viewBox = '-5,-5 , 40000,10'"#,
      #"width="100%" height="100%" viewBox="0 0 4e4 10""#,
      #"data-height="7" viewBox="0 0 40000 10""#,
    ])
  func viewBox(_ attributes: String) {
    #expect(throws: DecodingError.sideTooLong(.svg, width: 40_000, height: 10, limit: 32_767)) {
      try Picture(decoding: Self.svg(attributes))
    }
  }

  @Test(
    "an SVG's own size counts, not its view box's",
    arguments: [
      #"width="20" height="10" viewBox="0 0 40000 10""#,
      #"viewBox="0 0 40000 10" height = ' 10px' width="20""#,
    ])
  func ownSize(_ attributes: String) throws {
    let picture = try Picture(decoding: Self.svg(attributes))
    #expect(picture.width == 20 && picture.height == 10)
  }

  @Test("a side that the type's decoder cannot do is refused with both figures")
  func sides() {
    let svg = Self.svg(#"width="40000" height="10""#)
    #expect(throws: DecodingError.sideTooLong(.svg, width: 40_000, height: 10, limit: 32_767)) {
      try Picture(decoding: svg)
    }
    let jpeg = Self.jpegHead(width: 65_501, height: 10)
    #expect(throws: DecodingError.sideTooLong(.jpeg, width: 65_501, height: 10, limit: 65_500)) {
      try Picture(decoding: jpeg)
    }
    let png = pngHead(width: 70_000, height: 10) + pngChunk("IDAT", [0])
    #expect(throws: DecodingError.sideTooLong(.png, width: 70_000, height: 10, limit: 65_535)) {
      try Picture(decoding: png)
    }
  }

  @Test("the caller's limit counts, and a picture of just that size passes")
  func exactLimit() throws {
    for name in ["color.png", "color.jpg", "color.webp", "ramp.gif", "color.jxl", "color.avif"] {
      let bytes = try fixture(name)
      #expect(throws: DecodingError.tooManyPixels(width: 32, height: 24, limit: 767)) {
        try Picture(decoding: bytes, limits: DecodingLimits(maxPixels: 767))
      }
      _ = try Picture(decoding: bytes, limits: DecodingLimits(maxPixels: 768))
    }
  }

  @Test("a long and narrow picture passes")
  func longSide() throws {
    let pixels = (0..<40_000).map { UInt8(truncatingIfNeeded: $0) }
    let bytes = Array("P5 40000 1 255\n".utf8) + pixels
    let picture = try Picture(decoding: bytes)
    #expect(picture.width == 40_000 && picture[300, 0] == Pattern.pixel(44, 44, 44))
  }
}
