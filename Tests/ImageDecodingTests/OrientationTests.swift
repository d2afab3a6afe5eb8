import ImageDecoding
import Pixels
import TestSupport
import Testing

@Suite struct OrientationTests {
  /// Where pixel (x, y) of the upright picture stands in the file (EXIF 2.32, 4.6.4, table 6).
  static func source(_ orientation: Int, _ x: Int, _ y: Int, _ width: Int, _ height: Int)
    -> (x: Int, y: Int)
  {
    switch orientation {
    case 2: (width - 1 - x, y)
    case 3: (width - 1 - x, height - 1 - y)
    case 4: (x, height - 1 - y)
    case 5: (y, x)
    case 6: (y, height - 1 - x)
    case 7: (width - 1 - y, height - 1 - x)
    case 8: (width - 1 - y, x)
    default: (x, y)
    }
  }

  /// What must come out when `stored` is in the file.
  static func upright(_ stored: Picture, _ orientation: Int) -> Picture {
    let isTurned = orientation >= 5
    return Picture(
      width: isTurned ? stored.height : stored.width,
      height: isTurned ? stored.width : stored.height
    ) { x, y in
      let place = source(orientation, x, y, stored.width, stored.height)
      return stored[place.x, place.y]
    }
  }

  @Test("a JPEG is put upright once", arguments: 1...8)
  func jpeg(_ orientation: Int) throws {
    let plain = try fixture("color.jpg")
    let stored = try Picture(decoding: plain)
    for big in [false, true] {
      let block = Array("Exif\0\0".utf8) + exifBlock(orientation: orientation, big: big)
      var segment = ByteWriter()
      segment.u8(0xFF, 0xE1)
      segment.u16(block.count + 2, big: true)
      let turned = plain[..<2] + segment.bytes + block + plain[2...]
      #expect(try Picture(decoding: Array(turned)) == Self.upright(stored, orientation))
    }
  }

  @Test("a TIFF is put upright once", arguments: 1...8)
  func tiff(_ orientation: Int) throws {
    let stored = Pattern.color.picture
    for big in [false, true] {
      let file = tiffFile(stored, orientation: orientation, big: big)
      #expect(try Picture(decoding: file) == Self.upright(stored, orientation))
    }
  }

  @Test("a PNG is put upright once, its EXIF before or behind the pixels", arguments: 1...8)
  func png(_ orientation: Int) throws {
    let plain = try fixture("alpha.png")
    let chunk = pngChunk("eXIf", exifBlock(orientation: orientation, big: true))
    let expected = Self.upright(Pattern.alpha.picture, orientation)
    let (behindHeader, beforeEnd) = (33, plain.count - 12)
    for place in [behindHeader, beforeEnd] {
      let turned = Array(plain[..<place] + chunk + plain[place...])
      #expect(try Picture(decoding: turned) == expected)
    }
  }

  @Test("a WebP is put upright once", arguments: 1...8)
  func webp(_ orientation: Int) throws {
    let plain = try fixture("noise.webp")
    let exif = exifBlock(orientation: orientation, big: false)
    var file = ByteWriter()
    file.text("RIFF")
    file.u32(4 + 18 + plain.count - 12 + 8 + exif.count)
    file.text("WEBPVP8X")
    file.u32(10)
    file.u8(8, 0, 0, 0, 31, 0, 0, 23, 0, 0)  // EXIF follows; 32x24
    file.raw(Array(plain[12...]))
    file.text("EXIF")
    file.u32(exif.count)
    file.raw(exif)
    #expect(
      try Picture(decoding: file.bytes) == Self.upright(Pattern.noise.picture, orientation))
  }

  @Test("an orientation that EXIF does not have is none", arguments: [0, 9, 65_535])
  func unknown(_ orientation: Int) throws {
    let plain = try fixture("color.png")
    let chunk = pngChunk("eXIf", exifBlock(orientation: orientation, big: true))
    let picture = try Picture(decoding: Array(plain[..<33] + chunk + plain[33...]))
    #expect(picture == Pattern.color.picture)
  }
}
