import Linux

/// A frame file as publishers see it: open for writing, with what `loan` decides by.
final class PublisherFrame {
  let serial: Serial
  private let file: OpenFile
  private var mapping: FrameMapping?
  /// The header page: reading the generation costs no system call then.
  private var header: FrameMapping?
  /// Nothing has been written into the file.
  private var isNew = false
  /// On loan to this very process, whose own flock would not stop it from lending it twice.
  var isLent = false

  var path: String { file.path }

  init(_ serial: Serial, in directory: borrowing Directory) throws(ChannelError) {
    file = try directory.openFile(serial.fileName, writing: true)
    self.serial = serial
  }

  /// Makes the file; `EEXIST` when the serial was used before.
  init(creating serial: Serial, in directory: borrowing Directory) throws(ChannelError) {
    file = try directory.createFile(serial.fileName)
    self.serial = serial
    isNew = true
  }

  func status() throws(ChannelError) -> FileStatus { try file.status() }

  /// The generation in the header; zero when the file is shorter than one.
  ///
  /// - Parameter isMapped: whether it is read through a mapping from now on, since eight aligned
  ///   bytes are read whole; where somebody has cut the file, by `pread(2)` again.
  func generation(isMapped: Bool = false) throws(ChannelError) -> Generation {
    let offset = FrameHeader.Offset.generation
    if let header {
      let number = header.headerNumber(at: offset)
      if !header.wasTruncated { return Generation(rawValue: number) }
    }
    header = nil
    let bytes = try file.read(count: 8, at: offset)
    guard bytes.count == 8 else { return .empty }
    if isMapped {
      header = try? FrameMapping(file.number, pixelByteCount: 0, writing: false, path: path)
    }
    return Generation(rawValue: bytes.number(UInt64.self, at: 0))
  }

  /// The generation is zero while a publisher writes, so that a killed one leaves nothing to
  /// believe; pairs with `write(_:)` of the header, which sets it last.
  func invalidate() throws(ChannelError) {
    let zero = [UInt8](repeating: 0, count: 8)
    try file.write(zero, at: FrameHeader.Offset.generation)
  }

  func writeHeader(_ info: FrameInfo) throws(ChannelError) {
    try file.write(FrameHeader.encode(info), at: 0)
    isNew = false
  }

  /// Takes memory for the header of a new file, before its pixels: a commit must not run out of it.
  func beginPixels() throws(ChannelError) {
    if isNew { try invalidate() }
    isNew = false
  }

  /// Writes pixels through the descriptor, from that one of their bytes on, after `beginPixels`;
  /// several threads may do so.
  func writePixels(_ pixels: RawSpan, at offset: Int = 0) throws(ChannelError) {
    try file.write(pixels, at: FrameInfo.pixelOffset + offset)
  }

  /// Claims memory for the header and `byteCount` bytes of pixels, so that no store through a
  /// mapping can fail for want of it.
  func allocate(byteCount: Int) throws(ChannelError) {
    let status = try status()
    let isWhole = status.allocatedByteCount >= status.byteCount  // no hole anywhere
    if isWhole, status.byteCount >= FrameInfo.pixelOffset + byteCount { return }
    try kernel(allocateBytes(FrameInfo.pixelOffset + byteCount, in: file.number, path: path))
  }

  /// The pixels in memory; the mapping is kept for the file's next loan.
  func pixelMapping(byteCount: Int) throws(ChannelError) -> FrameMapping {
    if let mapping, mapping.pixelByteCount >= byteCount, !mapping.wasTruncated { return mapping }
    let fileByteCount = try status().byteCount
    guard fileByteCount - FrameInfo.pixelOffset >= byteCount else {
      throw .damagedFrame(path: path, "it was cut to \(fileByteCount) bytes")
    }
    let new = try FrameMapping(file.number, pixelByteCount: byteCount, writing: true, path: path)
    mapping = new
    return new
  }

  /// Maps all pixels that there is room for, ahead of a loan, without a fault to come; where the
  /// file has holes or the kernel cannot, nothing is done.
  func prepareMapping() throws(ChannelError) {
    let status = try status()
    let byteCount = status.byteCount - FrameInfo.pixelOffset
    guard byteCount > 0, status.allocatedByteCount >= status.byteCount else { return }
    if try !pixelMapping(byteCount: byteCount).populate() { mapping = nil }
  }

  /// Whether the pixels are mapped.
  func isMapped(byteCount: Int) -> Bool {
    mapping.map { $0.pixelByteCount >= byteCount && !$0.wasTruncated } ?? false
  }

  /// Gives the addresses of its pixels back.
  func unmap() { mapping = nil }

  /// Takes the file for this process alone, if no reader has it pinned.
  func tryLock() throws(ChannelError) -> Bool { try file.tryLock(.exclusive) }

  func unlock() { file.unlock() }

  /// Unlinks a frame that this process holds exclusively, and frees its memory although others
  /// still map it; its descriptor is of no more use.
  ///
  /// A kill in between leaves a frame of generation zero, which the next loan takes or unlinks.
  func discard(from directory: borrowing Directory) throws(ChannelError) {
    let byteCount = try status().byteCount
    if byteCount >= FrameHeader.Offset.generation + 8 { try invalidate() }
    // At once where it can be; a file of a size that nobody can punch goes with its last user.
    if byteCount > 0 { punchHole(0..<byteCount, in: file.number) }
    try directory.unlink(serial.fileName)
    unlock()
  }
}
