/// The RIFF chunks of a WebP file, or of one of its chunks (RFC 9649, section 2), one by one.
struct WebPChunks {
  struct Chunk {
    /// Name, length and content, and whatever follows.
    let start: FileBytes
    let content: FileBytes

    func isNamed(_ name: String) -> Bool { start.has(name) }
  }

  private let bytes: FileBytes
  private var offset = 0

  /// - Throws: `truncated` when the file is shorter than it says.
  init(file: FileBytes) throws(DecodingError) {
    guard let size = file.u32(4, .little), let body = file.part(from: 8, count: size) else {
      throw .truncated(.webp)
    }
    bytes = body.dropping(4)  // behind "WEBP"
  }

  init(inside bytes: FileBytes) { self.bytes = bytes }

  /// The next chunk, all of it there; nil at the end.
  mutating func next() throws(DecodingError) -> Chunk? {
    guard let size = bytes.u32(offset + 4, .little) else { return nil }
    guard let content = bytes.part(from: offset + 8, count: size) else { throw .truncated(.webp) }
    let chunk = Chunk(start: bytes.dropping(offset), content: content)
    offset += 8 + size + size % 2
    return chunk
  }
}

extension FileBytes {
  /// 24 bits, little-endian; bytes that are missing count as zero.
  func u24(_ offset: Int) -> Int { (u16(offset, .little) ?? 0) | Int(self[offset + 2] ?? 0) << 16 }
}
