import ShmChannel

/// Makes a byte of each sample of a row, in the order in which they stand there.
enum SampleBytes: Sendable {
  /// The samples are the bytes.
  case asStored
  /// Of 16 bits in all their range, in whole numbers: what a scale makes of them, faster.
  case words
  case scaled(SampleScale)

  /// - Parameter channels: of a pixel, in the order of memory; of a plane, the one that it has.
  init(_ channels: [PixelFormat.Channel], range: SampleRange, of sample: SampleType) {
    if range == sample.range && sample == .uint8 && !channels.contains(.unused) {
      self = .asStored
    } else if range == sample.range && sample == .uint16 {
      self = .words
    } else {
      self = .scaled(SampleScale(channels, range: range, of: sample))
    }
  }

  /// Writes them.
  ///
  /// - Returns: whether all of the samples are finite.
  /// - Precondition: it is not `asStored`; the first sample is a pixel's first.
  func write(
    _ start: UnsafeRawPointer, count: Int, of sample: SampleType,
    to target: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    switch (self, sample) {
    case (.scaled(let scale), .uint8): unsafe scale.write(start, count, UInt8.self, to: target)
    case (.scaled(let scale), .uint16): unsafe scale.write(start, count, UInt16.self, to: target)
    case (.scaled(let scale), .float32): unsafe scale.write(start, count, Float.self, to: target)
    case (.words, _): unsafe Self.writeWords(start, count, to: target)
    case (.asStored, _): preconditionFailure("these bytes need not be made")
    }
  }

  private static func writeWords(
    _ start: UnsafeRawPointer, _ count: Int, to target: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    let whole = count & ~7
    for index in stride(from: 0, to: whole, by: 8) {
      let words = unsafe (start + 2 * index).loadUnaligned(as: SIMD8<UInt16>.self)
      unsafe store(SIMD8(truncatingIfNeeded: WordConversion.bytes(words)), target + index)
    }
    for index in whole..<count {
      let word = unsafe (start + 2 * index).loadUnaligned(as: UInt16.self)
      unsafe target[index] = UInt8(WordConversion.byte(word))
    }
    return true
  }
}

extension SampleScale {
  /// Writes the bytes of samples in a row, and tells whether all of those are finite: of finite ones
  /// that are far beyond a tiny range it may say that they are not.
  fileprivate func write<Sample: StoredSample>(
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

@inline(__always)
private func store(_ bytes: SIMD8<UInt8>, _ target: UnsafeMutablePointer<UInt8>) {
  unsafe UnsafeMutableRawPointer(target).storeBytes(of: bytes, as: SIMD8<UInt8>.self)
}
