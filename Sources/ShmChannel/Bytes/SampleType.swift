/// How one number of a pixel is stored.
package enum SampleType: Sendable {
  case uint8

  /// Bits of a whole number.
  package var bitCount: Int {
    switch self {
    case .uint8: 8
    }
  }

  /// Bytes in memory.
  package var byteCount: Int { bitCount / 8 }

  /// The number that is stored there.
  ///
  /// - Precondition: `offset` and the bytes behind it are in `bytes`.
  package func read(_ bytes: RawSpan, at offset: Int) -> Double {
    switch self {
    case .uint8: Double(unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
    }
  }

  /// A number as people read it: as it is, without rounding.
  package func text(_ value: Double) -> String {
    switch self {
    case .uint8: "\(Int(value))"
    }
  }

  /// A number as hexadecimal digits, as many as its bits take.
  package func hexadecimal(_ value: Double) -> String {
    let digits = String(Int(value), radix: 16)
    return String(repeating: "0", count: max(0, bitCount / 4 - digits.count)) + digits
  }
}
