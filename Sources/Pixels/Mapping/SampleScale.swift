import ShmChannel

/// How numbers become bytes: `(number - low) * (255 / (high - low))`, brought into 0 to 255 and
/// rounded to the nearest, of two to the even one; in float32, but for the factor, which is rounded
/// once. What is infinite is beyond an end, and what is not a number becomes any byte.
///
/// Where float32 has no room for the difference or the factor, both ends of the range and every
/// number are multiplied by a power of two first, which changes nothing else.
struct SampleScale: ByteScale {
  /// By what numbers are multiplied first.
  enum Unit: Sendable {
    case one
    /// For spans above the largest number: their differences would be infinite.
    case half
    /// 2^64, for spans of which the factor would be infinite.
    case raised

    static let raisedFactor: Float = 0x1p64

    fileprivate init(of range: SampleRange, most: Double) {
      let span = abs(Double(range.high) - Double(range.low))
      let largest = Double(Float.greatestFiniteMagnitude)
      self = span > largest ? .half : most / span > largest ? .raised : .one
    }

    var factor: Float {
      switch self {
      case .one: 1
      case .half: 0.5
      case .raised: Self.raisedFactor
      }
    }
  }

  let unit: Unit
  // Of eight samples in a row, each by the range of its channel.
  private let low: SIMD8<Float>
  private let factor: SIMD8<Float>
  private let most: UInt32

  /// For rows of pixels with those channels: all of one range, or a number of them that divides 8.
  ///
  /// Alpha has a range of its own: that of colors is not for it.
  ///
  /// - Parameters:
  ///   - most: what the range's high end becomes, in place of 255: of its bits, all are ones.
  ///   - unit: nil for the one that suits the range.
  init(
    _ channels: [PixelFormat.Channel], range: SampleRange, of sample: SampleType, most: Int = 255,
    in unit: Unit? = nil
  ) {
    precondition(8 % channels.count == 0 || !channels.contains(.alpha), "\(channels)")
    let unit = unit ?? Unit(of: range, most: Double(most))
    var (low, factor) = (SIMD8<Float>(), SIMD8<Float>())
    for index in 0..<8 {
      let range = channels[index % channels.count].range(range, of: sample)
      low[index] = range.low * unit.factor
      let span = (Double(range.high) - Double(range.low)) * Double(unit.factor)
      factor[index] = Float(Double(most) / span)
    }
    (self.low, self.factor, self.unit) = (low, factor, unit)
    self.most = UInt32(most)
  }

  /// Of the first sample of a pixel: what is taken from a number, and what
  /// the rest is multiplied by.
  var first: (low: Float, factor: Float) { (low[0], factor[0]) }

  /// Of eight numbers at once, in its unit, the first of which is the first of a pixel.
  ///
  /// 2^23 has the whole numbers for neighbors: the sum's low bits are the number's nearest.
  /// Without comparisons, which take several instructions each: what is negative has a sign, and
  /// what is above the most makes a difference negative.
  @inline(__always)
  func bytes(_ numbers: SIMD8<Float>) -> SIMD8<UInt32> {
    let scaled = unsafe unsafeBitCast((numbers - low) * factor, to: SIMD8<Int32>.self)
    let positive = unsafe unsafeBitCast(scaled & ~(scaled &>> 31), to: SIMD8<Float>.self)
    let sum = unsafe unsafeBitCast(positive + wholeUnit, to: SIMD8<Int32>.self)
    let isAbove = (Int32(bitPattern: wholeUnit.bitPattern | most) &- sum) &>> 31
    return SIMD8(truncatingIfNeeded: sum | isAbove) & most
  }
}

extension PixelFormat.Channel {
  /// The numbers of which a display makes 0 and 255, where colors have that range.
  fileprivate func range(_ colours: SampleRange, of sample: SampleType) -> SampleRange {
    switch self {
    case .gray, .red, .green, .blue: colours
    case .alpha: sample.range
    // All that a byte can be is 255 or more.
    case .unused: SampleRange(low: -1, high: 0) ?? colours
    }
  }
}
