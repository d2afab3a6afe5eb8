/// 128 random bits that tell a channel from every other, also from an earlier one of its name.
public struct ChannelID: Hashable, Sendable, CustomStringConvertible {
  let low: UInt64
  let high: UInt64

  /// A new identity, from the kernel's random numbers.
  static func random() -> ChannelID {
    var source = SystemRandomNumberGenerator()
    return ChannelID(low: source.next(), high: source.next())
  }

  /// 32 hexadecimal digits.
  public var description: String { hexadecimal(high) + hexadecimal(low) }
}

/// 16 lower-case hexadecimal digits.
func hexadecimal(_ number: UInt64) -> String {
  let digits = String(number, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
