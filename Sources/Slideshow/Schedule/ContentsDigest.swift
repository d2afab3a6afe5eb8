/// Tells a file's contents from others: the same bytes have the same digest, and others another,
/// but for one in 2^64, and for an adversary's.
///
/// A file's time and size do not tell that: two writings within one tick of the file system's clock
/// have one time, and a file that is closed, touched or written over may be what it was.
package struct ContentsDigest: Hashable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Of all these bytes. It takes less time than reading them did: each 16 are multiplied with each
  /// other, as wyhash does, in four sums that do not wait for one another.
  package init(of bytes: RawSpan) {
    var lanes = Self.keys
    var offset = 0
    let whole = bytes.byteCount & ~63
    while offset < whole {
      for lane in lanes.indices { Self.take(bytes, at: offset &+ 16 &* lane, into: &lanes[lane]) }
      offset &+= 64
    }
    if offset < bytes.byteCount {
      var rest = [UInt8](repeating: 0, count: 64)
      for index in offset..<bytes.byteCount {
        rest[index - offset] = bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
      }
      for lane in lanes.indices { Self.take(rest.span.bytes, at: 16 * lane, into: &lanes[lane]) }
    }
    var sum = UInt64(bytes.byteCount)
    for lane in lanes.indices { sum = Self.mixed(sum ^ lanes[lane], Self.keys[lane]) }
    rawValue = sum
  }

  /// Odd, with as many ones as zeros: the first digits of the square roots of 2, 3, 5 and 7.
  private static let keys: InlineArray<4, UInt64> = [
    0x6A09_E667_F3BC_C909, 0xBB67_AE85_84CA_A73B, 0x3C6E_F372_FE94_F82B, 0xA54F_F53A_5F1D_36F1,
  ]

  @inline(__always)
  private static func take(_ bytes: RawSpan, at offset: Int, into lane: inout UInt64) {
    let first = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let second = bytes.unsafeLoadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
    lane = mixed(first ^ lane, second ^ 0x9E37_79B9_7F4A_7C15) &+ lane
  }

  /// Both halves of a product, in each bit of which all bits below it in both factors count.
  @inline(__always)
  private static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}

extension ContentsDigest {
  /// As a line between processes has it: 16 hexadecimal digits.
  package var text: String {
    let digits = String(rawValue, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Nil for what is not such digits.
  package init?(text: some StringProtocol) {
    guard text.utf8.count == 16, text.first != "+", let number = UInt64(text, radix: 16) else {
      return nil
    }
    self.init(rawValue: number)
  }
}
