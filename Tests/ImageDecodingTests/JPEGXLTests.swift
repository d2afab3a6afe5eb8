import ImageDecoding
import TestSupport
import Testing

@Suite struct JPEGXLTests {
  /// The file with 64 bits for the size of each box but the signature and the brand, which libjxl
  /// compares byte by byte.
  private static func withLongBoxes(_ bytes: [UInt8]) -> [UInt8] {
    var (file, offset) = (ByteWriter(), 0)
    while offset < bytes.count {
      let stated = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      let size = stated == 0 ? bytes.count - offset : stated
      let box = bytes[offset..<offset + size]
      if offset < 32 {
        file.raw(Array(box))
      } else {
        file.u32(1, big: true)
        file.raw(Array(box.dropFirst(4).prefix(4)))
        file.u32(0, size + 8, big: true)
        file.raw(Array(box.dropFirst(8)))
      }
      offset += size
    }
    return file.bytes
  }

  @Test("boxes may have sizes of 64 bits")
  func longBoxes() throws {
    let bytes = try fixture("alpha-container.jxl")
    let long = Self.withLongBoxes(bytes)
    #expect(long.count > bytes.count)
    #expect(try Picture(decoding: long) == Pattern.alpha.picture)
    #expect(throws: DecodingError.truncated(.jpegXL)) { try Picture(decoding: long.dropLast(1)) }
  }

  @Test("colours that are multiplied by alpha are divided again")
  func premultiplied() throws {
    let picture = try Picture(decoding: try fixture("premultiplied.jxl"))
    let expected = Picture(width: 32, height: 24) { x, y in
      let pixel = Pattern.alpha.picture[x, y]
      let alpha = Int(pixel >> 24)
      /// The level multiplied, rounded, and divided.
      func level(_ shift: UInt32) -> Int {
        let product = (Int(pixel >> shift & 255) * alpha + 127) / 255
        return alpha == 0 ? 0 : min(255, (product * 255 + alpha / 2) / alpha)
      }
      return Pattern.pixel(level(16), level(8), level(0), alpha)
    }
    #expect(picture == expected)
  }

  @Test("an animation is shown as its first frame")
  func animation() throws {
    #expect(try Picture(decoding: try fixture("frames.jxl")) == Pattern.color.picture)
  }

  @Test("bytes behind the last box that are no box are a cut file")
  func cutBox() throws {
    let bytes = try fixture("alpha-container.jxl")
    #expect(throws: DecodingError.truncated(.jpegXL)) { try Picture(decoding: bytes + [0, 0, 0]) }
  }
}
