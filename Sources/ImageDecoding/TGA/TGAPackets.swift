/// The pixels of a TGA file as it has them, packet after packet; without run-length
/// coding all of them are one.
struct TGAPackets {
  struct Packet {
    /// Where its first pixel stands.
    let offset: Int
    /// How many pixels it makes.
    let count: Int
    /// Whether they are all the first.
    let isRun: Bool
  }

  private let file: FileBytes
  private let header: TGAHeader
  /// Behind the packet that was taken last.
  private(set) var offset: Int
  /// Pixels of the packets that are still to come.
  private var remaining: Int

  init(of file: FileBytes, _ header: TGAHeader) {
    self.file = file
    self.header = header
    offset = header.dataOffset
    remaining = header.width * header.height
  }

  /// The next packet, all of which is there; nil behind the last one.
  mutating func next() throws(DecodingError) -> Packet? {
    guard remaining > 0 else { return nil }
    var count = remaining
    var isRun = false
    if header.isRunLength {
      guard let head = file[offset] else { throw .truncated(.tga) }
      offset += 1
      isRun = head & 0x80 != 0
      count = min(Int(head & 0x7F) + 1, remaining)
    }
    let byteCount = (isRun ? 1 : count) * header.bytesPerPixel
    guard file.part(from: offset, count: byteCount) != nil else { throw .truncated(.tga) }
    defer { offset += byteCount }
    remaining -= count
    return Packet(offset: offset, count: count, isRun: isRun)
  }

  /// Where the pixels of a file end; nil where some are missing.
  static func end(of file: FileBytes, _ header: TGAHeader) -> Int? {
    var packets = TGAPackets(of: file, header)
    do throws(DecodingError) { while try packets.next() != nil {} } catch { return nil }
    return packets.offset
  }
}
