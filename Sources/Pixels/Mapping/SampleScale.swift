import ShmChannel

/// How numbers become bytes: `(number - low) * (255 / (high - low))`, brought into 0 to 255 and
/// rounded to the nearest, of two to the even one; in float32, but for the factor, which is rounded
/// once. What is not finite becomes any byte.
struct SampleScale: Sendable {
  private let low: Float
  private let factor: Float

  init(_ range: SampleRange) {
    low = range.low
    let factor = Float(255 / (Double(range.high) - Double(range.low)))
    // Zero times infinity would be no number.
    self.factor = min(max(factor, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
  }

  /// Of eight numbers at once.
  @inline(__always)
  func bytes(_ numbers: SIMD8<Float>) -> SIMD8<UInt32> {
    var scaled = (numbers - low) * factor
    scaled.replace(with: 0, where: scaled .< 0)
    scaled.replace(with: 255, where: scaled .> 255)
    return nearestBytes(scaled)
  }
}
