import Pixels
import ShmChannel
import Testing

@Suite struct ColorLatticeTests {
  /// A lattice whose points are what `color` makes of red, green and blue from 0 to 1.
  private func lattice(_ color: (SIMD3<Double>) -> SIMD3<Double>) throws -> ColorLattice {
    let steps = (0..<ColorLattice.side).map { Double($0) / Double(ColorLattice.side - 1) }
    var bytes: [UInt8] = []
    for red in steps {
      for green in steps {
        for blue in steps {
          let color = color(SIMD3(red, green, blue))
          for sample in [color.x, color.y, color.z] {
            let number = UInt16((sample * 65_535).rounded())
            bytes += [UInt8(truncatingIfNeeded: number), UInt8(number >> 8)]
          }
        }
      }
    }
    return try #require(ColorLattice(bytes))
  }

  private func convert(_ pixels: [UInt32], width: Int, _ part: PixelRect, by lattice: ColorLattice)
    -> [UInt32]
  {
    var output = [UInt32](repeating: 7, count: pixels.count)
    pixels.withUnsafeBytes { rows in
      output.withUnsafeMutableBytes {
        lattice.convert(
          part, of: rows, to: $0, layout: .display(width: width, height: pixels.count / width))
      }
    }
    return output
  }

  @Test("a lattice that changes nothing changes nothing")
  func identity() throws {
    let lattice = try lattice { $0 }
    let colors = (0..<4096).map { 0xFF00_0000 | UInt32($0) &* 0x9E37_79B1 >> 8 }
    let converted = convert(
      colors, width: 64, PixelRect(x: 0, y: 0, width: 64, height: 64), by: lattice)
    #expect(converted == colors)
    #expect(colors.allSatisfy { lattice.color($0) == $0 })
  }

  @Test("each colour goes its own way, and only a part is converted, which becomes opaque")
  func channels() throws {
    let lattice = try lattice { SIMD3($0.z, $0.x, 1 - $0.y) }
    #expect(lattice.color(0xFF00_0000) == 0xFF00_00FF)
    #expect(lattice.color(0x12FF_4080) == 0xFF80_FFBF)
    let converted = convert(
      [UInt32](repeating: 0x0020_6080, count: 12), width: 4,
      PixelRect(x: 1, y: 1, width: 2, height: 1), by: lattice)
    let color: UInt32 = 0xFF80_209F
    #expect(converted == [7, 7, 7, 7, 7, color, color, 7, 7, 7, 7, 7])
  }

  @Test("many pixels at once are what each of them is alone, wherever they are")
  func runs() throws {
    let lattice = try lattice { SIMD3($0.y * $0.y, ($0.z + $0.x) / 2, 1 - $0.y * $0.x) }
    let (width, height) = (211, 12)
    // All bytes, pairs of equal ones, steps of a pixel, and areas of one colour.
    let pixels = (0..<width * height).map { place -> UInt32 in
      let (x, y) = (place % width, place / width)
      switch y % 4 {
      case 0: return UInt32(truncatingIfNeeded: place &* 2_654_435_761)
      case 1: return UInt32(x) * 0x01_0101 | UInt32(y) << 24
      case 2: return UInt32(x / 3 * 7 % 256) << 8 | UInt32(x % 256)
      default: return x < 100 ? 0x12_3456 : UInt32(x) << 16 | 0xFF
      }
    }
    for part in [
      PixelRect(x: 0, y: 0, width: width, height: height),
      PixelRect(x: 3, y: 1, width: 65, height: 9), PixelRect(x: 100, y: 2, width: 64, height: 7),
      PixelRect(x: 210, y: 0, width: 1, height: 12),
    ] {
      var expected = pixels
      for y in part.y..<part.maxY {
        for x in part.x..<part.x + part.width {
          expected[y * width + x] = lattice.color(pixels[y * width + x])
        }
      }
      var converted = pixels
      converted.withUnsafeMutableBytes {
        lattice.convert(
          part, of: UnsafeRawBufferPointer($0), to: $0,
          layout: .display(width: width, height: height))
      }
      #expect(converted == expected)
    }
  }

  @Test("what is smooth is met to a step or so of eight bits")
  func curves() throws {
    let lattice = try lattice { color in
      SIMD3(color.x * color.x, color.y * (0.5 + color.z / 2), 1 - color.z * color.x)
    }
    for number in 0..<20_000 {
      let pixel = UInt32(truncatingIfNeeded: number &* 2_654_435_761) >> 8
      let (red, green, blue) = (
        Double(pixel >> 16 & 255) / 255, Double(pixel >> 8 & 255) / 255, Double(pixel & 255) / 255
      )
      let expected = SIMD3(red * red, green * (0.5 + blue / 2), 1 - blue * red) * 255
      let color = lattice.color(pixel)
      let found = SIMD3(
        Double(color >> 16 & 255), Double(color >> 8 & 255), Double(color & 255))
      let distance = found - expected
      #expect(max(abs(distance.x), abs(distance.y), abs(distance.z)) < 1.1)
    }
  }

  @Test("another count of bytes is none")
  func counts() {
    #expect(ColorLattice([UInt8](repeating: 0, count: ColorLattice.byteCount - 1)) == nil)
    #expect(ColorLattice([]) == nil)
  }
}
