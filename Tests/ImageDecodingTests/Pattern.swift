import TestSupport

/// The patterns that `Fixtures/make` paints, as `0xAARRGGBB`; 32 by 24 pixels.
enum Pattern: Sendable {
  case color, alpha, gray, ramp, halves, noise

  static let width = 32
  static let height = 24

  func pixel(_ x: Int, _ y: Int) -> UInt32 {
    switch self {
    case .color: Self.pixel(x * 8, y * 10, 255 - x * 4 - y * 5)
    case .alpha: Self.pixel(x * 8, y * 10, 255 - x * 4 - y * 5, 255 - x * 8)
    case .gray: Self.pixel(x * 8, x * 8, x * 8)
    case .ramp: Self.pixel(x * 8, 0, 255 - x * 8)
    case .halves: x < 16 ? Self.pixel(255, 0, 0) : 0
    case .noise: Self.noise(x, y)
    }
  }

  var picture: Picture {
    Picture(width: Self.width, height: Self.height, at: pixel)
  }

  static func pixel(_ red: Int, _ green: Int, _ blue: Int, _ alpha: Int = 255) -> UInt32 {
    UInt32(alpha) << 24 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
  }

  private static func noise(_ x: Int, _ y: Int) -> UInt32 {
    func channel(_ a: Int, _ b: Int) -> Int { (x * x * a + y * y * b + x * y * 37) % 251 }
    return pixel(channel(7, 3), channel(11, 5), channel(3, 17))
  }
}
