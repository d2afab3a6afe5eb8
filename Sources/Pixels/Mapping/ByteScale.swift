import ShmChannel

/// Makes bytes of numbers, eight at once.
protocol ByteScale: Sendable {
  /// In which it takes them.
  var unit: SampleScale.Unit { get }
  /// Of eight numbers, the first of which is the first of a pixel.
  func bytes(_ numbers: SIMD8<Float>) -> SIMD8<UInt32>
}

extension ByteScale {
  /// The display's pixel for each byte of a gray picture.
  func table(of colours: [UInt32]?) -> [UInt32] {
    (0..<256).map { number in
      let byte = bytes(SIMD8(repeating: Float(number) * unit.factor))[0]
      return colours.map { $0[Int(byte)] } ?? 0xFF00_0000 | byte * 0x01_0101
    }
  }

  /// Writes the bytes of samples of that type in a row, and tells whether all of those are finite:
  /// of finite ones that are far beyond a tiny range it may say that they are not.
  func writeAny(
    _ start: UnsafeRawPointer, count: Int, of sample: SampleType,
    to target: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    switch sample {
    case .uint8: unsafe write(start, count, UInt8.self, to: target)
    case .uint16: unsafe write(start, count, UInt16.self, to: target)
    case .float32: unsafe write(start, count, Float.self, to: target)
    }
  }

  @inline(__always)
  private func write<Sample: StoredSample>(
    _ start: UnsafeRawPointer, _ count: Int, _: Sample.Type, to target: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    switch unit {
    case .one: unsafe writeInUnit(start, count, Sample.self, to: target)
    case .half: unsafe writeInUnit(start, count, Halved<Sample>.self, to: target)
    case .raised: unsafe writeInUnit(start, count, Raised<Sample>.self, to: target)
    }
  }

  @inline(__always)
  private func writeInUnit<Sample: StoredSample>(
    _ start: UnsafeRawPointer, _ count: Int, _: Sample.Type, to target: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    let (size, whole) = (MemoryLayout<Sample>.size, count & ~7)
    var found = SIMD8<UInt32>()
    var index = 0
    while index < whole {
      let numbers = unsafe Sample.loadEight(start + index &* size)
      if Sample.isFloat { found |= uncountable(numbers) }
      unsafe store(SIMD8(truncatingIfNeeded: bytes(numbers)), target + index)
      index &+= 8
    }
    var last = SIMD8<Float>()
    for index in whole..<count {
      unsafe last[index - whole] = Sample.load(start + index * size)
    }
    found |= uncountable(last)
    let lastBytes = bytes(last)
    for index in whole..<count {
      unsafe target[index] = UInt8(truncatingIfNeeded: lastBytes[index - whole])
    }
    return (0..<8).allSatisfy { found[$0] & signBit == 0 }
  }
}

private let signBit: UInt32 = 0x8000_0000

/// Sets the highest bit for what is no number, or infinite: the exponent is all ones then, and one
/// more runs over into the sign.
@inline(__always)
private func uncountable(_ numbers: SIMD8<Float>) -> SIMD8<UInt32> {
  (unsafe unsafeBitCast(numbers, to: SIMD8<UInt32>.self)) & 0x7F80_0000 &+ 0x0080_0000
}
