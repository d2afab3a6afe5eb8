/// A grey JPEG that refines each of its coefficients bit by bit, in 883 scans over all of its
/// blocks.
package enum ScannedJPEG {
  /// - Parameter side: of the square that it is, in pixels; a multiple of 32.
  package static func bytes(side: Int) -> [UInt8] {
    let blockCount = (side / 8) * (side / 8)
    var file: [UInt8] = [0xFF, 0xD8]
    file += segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
    let sides = [UInt8(side >> 8), UInt8(side & 255)]
    file += segment(0xC2, [8] + sides + sides + [1, 1, 0x11, 0])
    // Tables of one code: no difference, and a run of blocks that end (ITU T.81, G.1.2.2).
    file += segment(0xC4, [0, 1] + [UInt8](repeating: 0, count: 15) + [0])
    file += segment(0xC4, [0x10, 1] + [UInt8](repeating: 0, count: 15) + [0xE0])
    file += segment(0xDA, [1, 1, 0, 0, 0, 0]) + [UInt8](repeating: 0, count: blockCount / 8)
    let blocks = endedBlocks(blockCount)
    for coefficient in 1...63 as ClosedRange<UInt8> {
      for bit in (0...13 as ClosedRange<UInt8>).reversed() {
        let bits = bit == 13 ? bit : (bit + 1) << 4 | bit
        file += segment(0xDA, [1, 1, 0, coefficient, coefficient, bits]) + blocks
      }
    }
    return file + [0xFF, 0xD9]
  }

  private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    let length = content.count + 2
    return [0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + content
  }

  /// Runs of 16,384 blocks and up to as many more, in 15 bits each, for all blocks or some more.
  private static func endedBlocks(_ count: Int) -> [UInt8] {
    var (bits, rest) = ([Bool](), count)
    while rest > 0 {
      let more = min(max(0, rest - 16_384), 16_383)
      bits.append(false)
      bits += (0..<14).reversed().map { more >> $0 & 1 == 1 }
      rest -= 16_384 + more
    }
    bits += [Bool](repeating: true, count: (8 - bits.count % 8) % 8)
    return stride(from: 0, to: bits.count, by: 8).flatMap { start -> [UInt8] in
      let byte = bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
      return byte == 0xFF ? [byte, 0] : [byte]
    }
  }
}
