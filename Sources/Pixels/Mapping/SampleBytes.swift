import ShmChannel

/// Makes a byte of each sample of a row, in the order in which they stand there.
enum SampleBytes: Sendable {
  /// The samples are the bytes.
  case asStored
  /// Of 16 bits in all their range, in whole numbers: what a scale makes of them, faster.
  case words
  case scaled(SampleScale)
  /// Of linear light.
  case light(LightScale)

  /// - Parameters:
  ///   - channels: of a pixel, in the order of memory; of a plane, the one that it has.
  ///   - curve: what shows linear light; nil for samples that are encoded as in sRGB.
  init(
    _ channels: [PixelFormat.Channel], range: SampleRange, of sample: SampleType,
    curve: TransferCurve?
  ) {
    if let curve {
      self = .light(LightScale(channels, range: range, of: sample, curve: curve))
    } else if range == sample.range && sample == .uint8 && !channels.contains(.unused) {
      self = .asStored
    } else if range == sample.range && sample == .uint16 {
      self = .words
    } else {
      self = .scaled(SampleScale(channels, range: range, of: sample))
    }
  }

  /// The display's pixel for each byte of a gray picture; nil where that is the byte's own gray.
  func table(of colours: [UInt32]?) -> [UInt32]? {
    switch self {
    case .scaled(let scale): scale.table(of: colours)
    case .light(let scale): scale.table(of: colours)
    case .asStored, .words: nil
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
    switch self {
    case .scaled(let scale): unsafe scale.writeAny(start, count: count, of: sample, to: target)
    case .light(let scale): unsafe scale.write(start, count: count, of: sample, to: target)
    case .words: unsafe Self.writeWords(start, count, to: target)
    case .asStored: preconditionFailure("these bytes need not be made")
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

/// Writes eight bytes at any address.
@inline(__always)
func store(_ bytes: SIMD8<UInt8>, _ target: UnsafeMutablePointer<UInt8>) {
  unsafe UnsafeMutableRawPointer(target).storeBytes(of: bytes, as: SIMD8<UInt8>.self)
}
