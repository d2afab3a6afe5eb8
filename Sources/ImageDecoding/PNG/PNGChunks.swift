private import CZlib

/// The chunks of a PNG (PNG specification, 5.3), walked one by one to the end mark.
///
/// Critical chunks are held to their checksums. Others are remarks, and may be damaged.
struct PNGChunks {
  struct Chunk {
    /// Length, name, data and checksum.
    let whole: FileBytes

    var data: FileBytes { whole.dropping(8).part(from: 0, count: whole.count - 12) ?? whole }

    func isNamed(_ name: String) -> Bool { whole.has(name, at: 4) }

    /// Whether no picture can be made without it: its name begins with a capital letter.
    var isCritical: Bool { unsafe whole.raw[4] & 0x20 == 0 }

    var hasRightChecksum: Bool {
      let covered = unsafe UnsafeRawBufferPointer(rebasing: whole.raw[4..<(whole.count - 4)])
      let sum = unsafe crc32_z(0, covered.bindMemory(to: UInt8.self).baseAddress, covered.count)
      return whole.u32(whole.count - 4, .big) == Int(sum)
    }
  }

  private let file: FileBytes
  private var offset = 8  // behind the signature

  init(_ file: FileBytes) { self.file = file }

  /// The next chunk; nil at the end mark.
  mutating func next() throws(DecodingError) -> Chunk? {
    guard let size = file.u32(offset, .big), let whole = file.part(from: offset, count: size + 12)
    else { throw .truncated(.png) }
    let chunk = Chunk(whole: whole)
    if chunk.isNamed("IEND") { return nil }
    offset += whole.count
    return chunk
  }
}
