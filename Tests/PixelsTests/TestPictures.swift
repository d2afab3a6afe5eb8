import Pixels

/// Pictures of the kinds that scalers get wrong.
enum TestPicture: String, CaseIterable, Sendable {
  case photograph, text, checkerboard

  func make(_ width: Int, _ height: Int, hasAlpha: Bool = false) -> StridedPicture {
    StridedPicture(width, height, rowPadding: 3, hasAlpha: hasAlpha) { x, y in
      switch self {
      case .photograph: photograph(x, y, width)
      case .text: text(x, y)
      case .checkerboard: (x + y).isMultiple(of: 2) ? 0xFFFF_FFFF : 0xFF00_0000
      }
    }
  }

  /// Slow waves in each channel, an edge across, and fine noise.
  private func photograph(_ x: Int, _ y: Int, _ width: Int) -> UInt32 {
    let noise = UInt32(truncatingIfNeeded: scrambled(x, y) >> 8)
    let edge: UInt32 = x * 3 + y * 2 > width * 2 ? 70 : 0
    let blue = edge + UInt32((x * x / 50 + y) % 140) + noise % 24
    let green = edge + UInt32((x + y * 3) % 120) + noise >> 5 % 24
    let red = edge + UInt32(abs(x - y) % 130) + noise >> 10 % 24
    return 0xFF00_0000 | min(red, 255) << 16 | min(green, 255) << 8 | min(blue, 255)
  }

  /// Black strokes one pixel wide, on white, as letters have them.
  private func text(_ x: Int, _ y: Int) -> UInt32 {
    let letter = scrambled(x / 7, y / 12)
    let (column, row) = (x % 7, y % 12)
    let inLine = row > 1 && row < 10
    let upright = inLine && (column == 1 || (column == 5 && letter & 1 == 0))
    let bar = column > 0 && column < 6 && (row == 2 || row == 5 + letter >> 1 & 3)
    let slanted = inLine && letter & 16 == 0 && column == row / 2
    return upright || bar || slanted ? 0xFF00_0000 : 0xFFFF_FFFF
  }
}

/// Numbers without a pattern, the same in each run.
func scrambled(_ x: Int, _ y: Int) -> Int {
  var value = UInt32(truncatingIfNeeded: x &* 374_761_393 &+ y &* 668_265_263)
  value = (value ^ value >> 13) &* 1_274_126_177
  return Int(value ^ value >> 16)
}
