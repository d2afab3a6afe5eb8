@testable import ImageDecoding
import Testing

@Suite struct HEIFColorTests {
  /// A sample of `depth` bits for a level from 0 to 1, or a difference from -0.5 to 0.5.
  private static func luma(_ level: Double, _ depth: Int, _ isFull: Bool) -> Int {
    let step = Double(1 << (depth - 8))
    let value = isFull ? level * Double(1 << depth - 1) : 16 * step + level * 219 * step
    return Int(value.rounded())
  }

  private static func chroma(_ difference: Double, _ depth: Int, _ isFull: Bool) -> Int {
    let range = isFull ? Double(1 << depth - 1) : Double(224 << (depth - 8))
    return Int((Double(1 << (depth - 1)) + difference * range).rounded())
  }

  private static let colors: [(red: Double, green: Double, blue: Double)] = [
    (0, 0, 0), (1, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0.5, 0.5, 0.5), (0.8, 0.4, 0.2),
  ]

  private static func expectNear(_ pixel: UInt32, _ color: (Double, Double, Double), _ name: String)
  {
    for (shift, level) in zip([16, 8, 0] as [UInt32], [color.0, color.1, color.2]) {
      #expect(abs(Double(pixel >> shift & 255) - level * 255) <= 2, "\(name) \(color)")
    }
  }

  @Test("every matrix, range and depth gives the colours back", arguments: [8, 10, 12])
  func matrices(_ depth: Int) throws {
    let weights: [(number: Int, red: Double, blue: Double)] = [
      (1, 0.2126, 0.0722), (2, 0.299, 0.114), (4, 0.30, 0.11), (5, 0.299, 0.114),
      (6, 0.299, 0.114), (7, 0.212, 0.087), (9, 0.2627, 0.0593), (12, 0.2126, 0.0722),
    ]
    for isFull in [false, true] {
      for (number, red, blue) in weights {
        let colors = try #require(HEIFColors(matrix: number, primaries: 1, isFullRange: isFull))
        let tables = HEIFTables(colors, depth: depth)
        for color in Self.colors {
          let y = red * color.red + (1 - red - blue) * color.green + blue * color.blue
          let pixel = tables.pixel(
            Self.luma(y, depth, isFull),
            Self.chroma((color.blue - y) / (2 * (1 - blue)), depth, isFull),
            Self.chroma((color.red - y) / (2 * (1 - red)), depth, isFull))
          Self.expectNear(pixel, color, "matrix \(number), full range \(isFull)")
        }
      }
    }
  }

  @Test("colours that are stored as they are, and YCgCo", arguments: [8, 10, 12])
  func others(_ depth: Int) throws {
    for isFull in [false, true] {
      let identity = HEIFTables(
        try #require(HEIFColors(matrix: 0, primaries: 1, isFullRange: isFull)), depth: depth)
      let yCgCo = HEIFTables(
        try #require(HEIFColors(matrix: 8, primaries: 1, isFullRange: isFull)), depth: depth)
      for color in Self.colors {
        let (red, green, blue) = color
        Self.expectNear(
          identity.pixel(
            Self.luma(green, depth, isFull), Self.luma(blue, depth, isFull),
            Self.luma(red, depth, isFull)), color, "identity")
        Self.expectNear(
          yCgCo.pixel(
            Self.luma(red / 4 + green / 2 + blue / 4, depth, isFull),
            Self.chroma(green / 2 - red / 4 - blue / 4, depth, isFull),
            Self.chroma(red / 2 - blue / 2, depth, isFull)), color, "YCgCo")
      }
    }
  }

  @Test("greys of limited range are widened", arguments: [8, 10, 12])
  func grays(_ depth: Int) {
    for isFull in [false, true] {
      let tables = HEIFTables(
        HEIFColors(matrix: HEIFColors.unspecified.matrix, isFullRange: isFull), depth: depth)
      for level in [0, 0.25, 0.5, 1] {
        Self.expectNear(
          tables.gray(Self.luma(level, depth, isFull)), (level, level, level), "grey")
      }
    }
  }

  @Test("a matrix that is none of luma and differences is refused")
  func unknown() {
    for number in [3, 11, 13, 14, 255] {
      #expect(HEIFColors(matrix: number, primaries: 1, isFullRange: true) == nil)
    }
  }
}
