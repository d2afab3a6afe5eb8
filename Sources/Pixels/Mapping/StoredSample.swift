/// A number of a pixel in memory, at any address; eight of them at once as floats.
protocol StoredSample {
  /// Whether it may be infinite, or not a number.
  static var isFloat: Bool { get }
  /// The number as a float, exactly.
  static func load(_ start: UnsafeRawPointer) -> Float
  /// Eight that follow one another without a gap.
  static func loadEight(_ start: UnsafeRawPointer) -> SIMD8<Float>
}

/// 2^23, whose neighbors among float32 are the whole numbers: added to a number below it, the low
/// bits of the sum are that number as an integer.
let wholeUnit: Float = 8_388_608

/// Whole numbers below 2^23 as floats, without the conversion that SSE2 lacks for words.
@inline(__always)
private func floats(_ numbers: SIMD8<UInt32>) -> SIMD8<Float> {
  unsafe unsafeBitCast(numbers | wholeUnit.bitPattern, to: SIMD8<Float>.self) - wholeUnit
}

extension UInt8: StoredSample {
  static var isFloat: Bool { false }
  @inline(__always)
  static func load(_ start: UnsafeRawPointer) -> Float { Float(unsafe start.load(as: UInt8.self)) }
  @inline(__always)
  static func loadEight(_ start: UnsafeRawPointer) -> SIMD8<Float> {
    floats(SIMD8(truncatingIfNeeded: unsafe start.loadUnaligned(as: SIMD8<UInt8>.self)))
  }
}

extension UInt16: StoredSample {
  static var isFloat: Bool { false }
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
  static var isFloat: Bool { true }
  @inline(__always)
  static func load(_ start: UnsafeRawPointer) -> Float {
    unsafe start.loadUnaligned(as: Float.self)
  }
  @inline(__always)
  static func loadEight(_ start: UnsafeRawPointer) -> SIMD8<Float> {
    unsafe start.loadUnaligned(as: SIMD8<Float>.self)
  }
}

/// A number in memory that is read as half of it.
struct Halved<Base: StoredSample>: StoredSample {
  private let base: Base

  static var isFloat: Bool { Base.isFloat }
  @inline(__always)
  static func load(_ start: UnsafeRawPointer) -> Float { unsafe Base.load(start) * 0.5 }
  @inline(__always)
  static func loadEight(_ start: UnsafeRawPointer) -> SIMD8<Float> {
    unsafe Base.loadEight(start) * 0.5
  }
}

/// A number in memory that is read as 2^64 times it.
struct Raised<Base: StoredSample>: StoredSample {
  private let base: Base

  static var isFloat: Bool { Base.isFloat }
  @inline(__always)
  static func load(_ start: UnsafeRawPointer) -> Float {
    unsafe Base.load(start) * SampleScale.Unit.raisedFactor
  }
  @inline(__always)
  static func loadEight(_ start: UnsafeRawPointer) -> SIMD8<Float> {
    unsafe Base.loadEight(start) * SampleScale.Unit.raisedFactor
  }
}
