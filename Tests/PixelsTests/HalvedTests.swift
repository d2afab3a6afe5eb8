import Testing

@testable import Pixels

@Suite("A picture at half its size") struct HalvedTests {
  private func picture(
    _ pixels: [[UInt32]], isOpaque: Bool = true
  ) throws -> [UInt32] {
    var bitmap = try Bitmap(width: pixels[0].count, height: pixels.count, isOpaque: isOpaque)
    bitmap.withUnsafeMutableBytes { bytes in
      for (index, pixel) in pixels.joined().enumerated() {
        bytes.storeBytes(of: pixel.littleEndian, toByteOffset: index * 4, as: UInt32.self)
      }
    }
    let half = try bitmap.halved()
    #expect((half.width, half.height) == ((bitmap.width + 1) / 2, (bitmap.height + 1) / 2))
    #expect(half.isOpaque == isOpaque)
    return half.withBytes { span in
      stride(from: 0, to: span.byteCount, by: 4).map {
        UInt32(littleEndian: span.unsafeLoad(fromByteOffset: $0, as: UInt32.self))
      }
    }
  }

  @Test("has the mean of four pixels, and of fewer at an odd edge")
  func means() throws {
    let (black, white): (UInt32, UInt32) = (0xFF00_0000, 0xFFFF_FFFF)
    #expect(try picture([[white, white, black], [white, white, black]]) == [white, black])
    let grey = try picture([[white, black], [black, white]])[0]
    #expect(0xFF7F_7F7F...0xFF80_8080 ~= grey)
    #expect(try picture([[white]]) == [white])
  }

  @Test("takes no colour from pixels that nobody sees")
  func transparent() throws {
    let (red, clearGreen): (UInt32, UInt32) = (0xFFFF_0000, 0x0000_FF00)
    let pixel = try picture([[red, clearGreen], [red, clearGreen]], isOpaque: false)[0]
    #expect(pixel >> 24 == 0x7F || pixel >> 24 == 0x80)
    #expect(pixel & 0xFF_FFFF == 0xFF_0000, "\(String(pixel, radix: 16))")
  }
}
