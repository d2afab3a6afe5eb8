import TestSupport

/// Spoils a file step by step, as broken disks, transfers and writers do, and attackers.
struct FileMutator {
  private(set) var bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// One step; headers, where the numbers stand that others are computed from, more often.
  mutating func mutate(with other: [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let isHeader = Int.random(in: 0..<3, using: &random) > 0
    let offset = Int.random(
      in: 0..<(isHeader ? min(bytes.count, 256) : bytes.count), using: &random)
    let length = 1 << Int.random(in: 0...7, using: &random)
    let end = min(bytes.count, offset + length)
    switch Int.random(in: 0..<16, using: &random) {
    case 0..<4: bytes[offset] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 4..<6: bytes[offset] = UInt8.random(in: 0...255, using: &random)
    case 6..<11: overwriteNumber(at: offset, &random)
    case 11: bytes.removeSubrange(offset..<end)
    case 12: bytes.insert(contentsOf: Array(bytes[offset..<end]), at: offset)
    case 13: bytes.removeSubrange(max(offset, bytes.count - length * length)...)
    case 14: splice(other, at: offset, length: length, &random)
    default:
      for index in offset..<end { bytes[index] = UInt8.random(in: 0...255, using: &random) }
    }
  }

  private mutating func overwriteNumber(at offset: Int, _ random: inout SeededGenerator) {
    let byteCount = [1, 2, 4, 8].randomElement(using: &random) ?? 1
    var number = littleEndian(
      HeaderLayout.edges.randomElement(using: &random) ?? 0, byteCount: byteCount)
    if Bool.random(using: &random) { number.reverse() }
    for (index, byte) in number.enumerated() where offset + index < bytes.count {
      bytes[offset + index] = byte
    }
  }

  private mutating func splice(
    _ other: [UInt8], at offset: Int, length: Int, _ random: inout SeededGenerator
  ) {
    guard !other.isEmpty else { return }
    let start = Int.random(in: 0..<other.count, using: &random)
    let piece = other[start..<min(other.count, start + length * 4)]
    let end = Bool.random(using: &random) ? min(bytes.count, offset + piece.count) : offset
    bytes.replaceSubrange(offset..<end, with: piece)
  }

  /// Makes every chunk of a PNG file pass its checksum, so that what is behind it is tried.
  mutating func mendChecksums() {
    var offset = 8
    while offset + 12 <= bytes.count {
      let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      let end = offset + 8 + length
      guard end + 4 <= bytes.count else { return }
      let sum = PNGChunk.checksum(bytes[offset + 4..<end])
      bytes.replaceSubrange(end..<end + 4, with: littleEndian(UInt64(sum), byteCount: 4).reversed())
      offset = end + 4
    }
  }
}
