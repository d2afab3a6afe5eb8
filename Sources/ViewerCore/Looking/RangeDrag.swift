import ShmChannel

/// Level and width of a range by hand: to the right wider, to the left narrower; up brighter, down
/// darker. A pure value.
struct RangeDrag: Equatable, Sendable {
  /// Where it began.
  let start: Point
  /// The range there.
  let base: SampleRange

  /// The range with the pointer there; nil where float32 has none.
  func range(at pointer: Point, in window: Size) -> SampleRange? {
    let right = (pointer.x - start.x) / Double(max(window.width, 1))
    let down = (pointer.y - start.y) / Double(max(window.height, 1))
    let (low, high) = (Double(base.low), Double(base.high))
    // Sixteen times as wide from the left edge to the right one.
    let width = (high - low) * Self.power(ofTwo: right * 4)
    let level = (low + high) / 2 + down * (high - low)
    return SampleRange(low: Float(level - width / 2), high: Float(level + width / 2))
  }

  /// Without a library of mathematics: the whole part by its exponent, the rest by the series of
  /// e^x.
  private static func power(ofTwo exponent: Double) -> Double {
    let exponent = min(max(exponent, -64), 64)
    let whole = exponent.rounded(.down)
    let rest = (exponent - whole) * 0.693_147_180_559_945_3  // ln 2
    var (sum, term) = (1.0, 1.0)
    for index in 1...12 {
      term *= rest / Double(index)
      sum += term
    }
    return Double(sign: .plus, exponent: Int(whole), significand: sum)
  }
}
