/// A short name for several texts together; another one for other texts,
/// but not for an adversary's.
package enum Fingerprint {
  /// 16 hexadecimal digits: FNV-1a of 64 bits.
  package static func text(of parts: [String]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in parts.joined(separator: "\0").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
