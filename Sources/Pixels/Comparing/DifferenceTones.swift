import ShmChannel

/// Makes display pixels of differences.
struct DifferenceTones {
  /// Bytes of the display for a difference of one in a sample of a color, and in one of alpha.
  private let colourScale: Float
  private let alphaScale: Float

  /// - Parameters:
  ///   - range: The samples that are black and white: a difference of that much is a full tone.
  ///   - alpha: The same of alpha.
  init(gain: Int, range: SampleRange, alpha: SampleRange) {
    colourScale = Float(gain) * 255 / abs(range.high - range.low)
    alphaScale = Float(gain) * 255 / abs(alpha.high - alpha.low)
  }

  /// `0xFFRRGGBB` for a pixel, and the one that it is compared with.
  @inline(__always)
  func pixel(
    _ kind: FrameDifference.Kind, _ one: SIMD4<Float>, _ other: SIMD4<Float>
  ) -> UInt32 {
    let difference = one - other
    let sum = difference.x + difference.y + difference.z + difference.w
    guard sum.isFinite else {
      // Infinite, or not a number, in both in the same way: no difference.
      return Self.isSame(one, other) ? 0xFF00_0000 : DisplayMapping.uncountable
    }
    switch kind {
    case .absolute: return absolute(difference)
    case .signed: return signed((difference.x + difference.y + difference.z) / 3)
    }
  }

  @inline(__always)
  private static func isSame(_ one: SIMD4<Float>, _ other: SIMD4<Float>) -> Bool {
    one.indices.allSatisfy { one[$0] == other[$0] || one[$0].isNaN && other[$0].isNaN }
  }

  /// Each color's own, or alpha's where that is larger.
  @inline(__always)
  private func absolute(_ difference: SIMD4<Float>) -> UInt32 {
    let alpha = abs(difference.w) * alphaScale
    func tone(_ difference: Float) -> UInt32 {
      Self.byte(max(abs(difference) * colourScale, alpha))
    }
    return 0xFF00_0000 | tone(difference.x) << 16 | tone(difference.y) << 8 | tone(difference.z)
  }

  /// Orange or blue, as bright as the difference is large.
  @inline(__always)
  private func signed(_ difference: Float) -> UInt32 {
    let tone = Self.byte(abs(difference) * colourScale)
    return difference > 0
      ? 0xFF00_0000 | tone << 16 | (tone * 140 / 255) << 8
      : 0xFF00_0000 | (tone * 115 / 255) << 8 | tone
  }

  @inline(__always)
  private static func byte(_ tone: Float) -> UInt32 {
    UInt32(min(tone, 255).rounded(.toNearestOrEven))
  }
}
