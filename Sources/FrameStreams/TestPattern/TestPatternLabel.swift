/// What a frame of the test pattern says of itself.
package struct TestPatternLabel: Hashable, Sendable {
  package let number: UInt64
  /// Nanoseconds since the epoch at which it was drawn.
  package let time: UInt64

  package init(number: UInt64, time: UInt64) {
    self.number = number
    self.time = time
  }

  /// FNV-1a of 32 bits over the 16 bytes of number and time, the highest first
  /// (datatracker.ietf.org, draft-eastlake-fnv).
  package var checksum: UInt32 {
    var hash: UInt32 = 2_166_136_261
    for word in [number, time] {
      unsafe withUnsafeBytes(of: word.bigEndian) { bytes in
        unsafe bytes.forEach { hash = (hash ^ UInt32($0)) &* 16_777_619 }
      }
    }
    return hash
  }

  /// Number, time and checksum, the highest bit of each first.
  var bits: [Bool] {
    Self.bits(of: number, count: 64) + Self.bits(of: time, count: 64)
      + Self.bits(of: UInt64(checksum), count: 32)
  }

  private static func bits(of word: UInt64, count: UInt64) -> [Bool] {
    (1...count).map { index in word >> (count - index) & 1 == 1 }
  }

  /// Reads the bits back; nil where the checksum does not agree.
  package init?(bits: [Bool]) {
    guard bits.count == TestPattern.bitCount else { return nil }
    func word(_ range: Range<Int>) -> UInt64 { bits[range].reduce(0) { $0 << 1 | ($1 ? 1 : 0) } }
    self.init(number: word(0..<64), time: word(64..<128))
    guard UInt64(checksum) == word(128..<160) else { return nil }
  }
}
