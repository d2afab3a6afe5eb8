/// How one number of a pixel is stored.
public enum SampleType: UInt32, Sendable, CaseIterable {
  /// A byte.
  case uint8 = 0
  /// 16 bits, the low byte first.
  case uint16
  /// 32 bits as IEEE 754 has them, the low byte first.
  case float32

  /// Bytes in memory.
  public var byteCount: Int {
    switch self {
    case .uint8: 1
    case .uint16: 2
    case .float32: 4
    }
  }

  /// The samples that are shown as black and as white where nothing else is said.
  public var range: SampleRange {
    switch self {
    case .uint8: .bytes
    case .uint16: .words
    case .float32: .unit
    }
  }
}

extension SampleType {
  /// The number that is stored there.
  ///
  /// - Precondition: `offset` and the bytes behind it are in `bytes`.
  package func read(_ bytes: RawSpan, at offset: Int) -> Double {
    switch self {
    case .uint8: Double(unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
    case .uint16:
      Double(
        UInt16(
          littleEndian: unsafe bytes.unsafeLoadUnaligned(
            fromByteOffset: offset, as: UInt16.self)))
    case .float32:
      Double(
        Float(
          bitPattern: UInt32(
            littleEndian: unsafe bytes.unsafeLoadUnaligned(
              fromByteOffset: offset, as: UInt32.self))))
    }
  }

  /// A number as people read it: as it is, with as many digits as tell it from its neighbors.
  package func text(_ value: Double) -> String {
    self == .float32 ? "\(Float(value))" : "\(Int(value))"
  }

  /// A whole number as hexadecimal digits, as many as its bits take; nil for a float.
  package func hexadecimal(_ value: Double) -> String? {
    guard self != .float32 else { return nil }
    let digits = String(Int(value), radix: 16)
    return String(repeating: "0", count: max(0, byteCount * 2 - digits.count)) + digits
  }
}
