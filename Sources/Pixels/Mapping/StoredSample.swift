/// A number of a pixel in memory, at any address; eight of them at once as floats.
protocol StoredSample {
  /// The number as a float, exactly.
  static func load(_ start: UnsafeRawPointer) -> Float
  /// Eight that follow one another without a gap.
  static func loadEight(_ start: UnsafeRawPointer) -> SIMD8<Float>
}

/// 2^23, whose neighbours among float32 are the whole numbers: added to a number below it, the low
/// bits of the sum are that number as an integer.
let wholeUnit: Float = 8_388_608

/// Whole numbers below 2^23 as floats, without the conversion that SSE2 lacks for words.
@inline(__always)
private func floats(_ numbers: SIMD8<UInt32>) -> SIMD8<Float> {
  unsafe unsafeBitCast(numbers | wholeUnit.bitPattern, to: SIMD8<Float>.self) - wholeUnit
}

extension UInt8: StoredSample {
  @inline(__always)
  static func load(_ start: UnsafeRawPointer) -> Float { Float(unsafe start.load(as: UInt8.self)) }
  @inline(__always)
  static func loadEight(_ start: UnsafeRawPointer) -> SIMD8<Float> {
    floats(SIMD8(truncatingIfNeeded: unsafe start.loadUnaligned(as: SIMD8<UInt8>.self)))
  }
}

extension UInt16: StoredSample {
  @inline(__always)
  static func load(_ start: UnsafeRawPointer) -> Float {
    Float(unsafe start.loadUnaligned(as: UInt16.self))
  }
  @inline(__always)
  static func loadEight(_ start: UnsafeRawPointer) -> SIMD8<Float> {
    floats(SIMD8(truncatingIfNeeded: unsafe start.loadUnaligned(as: SIMD8<UInt16>.self)))
  }
}

extension Float: StoredSample {
  @inline(__always)
  static func load(_ start: UnsafeRawPointer) -> Float {
    unsafe start.loadUnaligned(as: Float.self)
  }
  @inline(__always)
  static func loadEight(_ start: UnsafeRawPointer) -> SIMD8<Float> {
    unsafe start.loadUnaligned(as: SIMD8<Float>.self)
  }
}
