private import CLinux
private import Glibc

/// A frame file as publishers see it: open for writing, with what `loan` decides by.
final class PublisherFrame {
  let serial: Serial
  let path: String
  private let descriptor: Descriptor
  private var mapping: FrameMapping?
  /// The header page: reading the generation costs no system call then.
  private var header: FrameMapping?
  /// Nothing has been written into the file.
  private var isNew = false
  /// On loan to this very process, whose own flock would not stop it from lending it twice.
  var isLent = false

  var number: CInt { descriptor.number }

  init(_ serial: Serial, in directory: borrowing Directory) throws(ChannelError) {
    let descriptor = try directory.openFile(serial.fileName, writing: true)
    self.serial = serial
    self.path = directory.path(of: serial.fileName)
    self.descriptor = descriptor
  }

  /// Makes the file; `EEXIST` when the serial was used before.
  init(creating serial: Serial, in directory: borrowing Directory) throws(ChannelError) {
    let descriptor = try directory.createFile(serial.fileName)
    self.serial = serial
    self.path = directory.path(of: serial.fileName)
    self.descriptor = descriptor
    isNew = true
  }

  func status() throws(ChannelError) -> FileStatus { try FileStatus(of: number, path: path) }

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
    let bytes = try readBytes(number, count: 8, at: offset, path: path)
    guard bytes.count == 8 else { return .empty }
    if isMapped {
      header = try? FrameMapping(number, pixelByteCount: 0, writing: false, path: path)
    }
    return Generation(rawValue: bytes.number(UInt64.self, at: 0))
  }

  /// The generation is zero while a publisher writes, so that a killed one leaves nothing to
  /// believe; pairs with `write(_:)` of the header, which sets it last.
  func invalidate() throws(ChannelError) {
    let zero = [UInt8](repeating: 0, count: 8)
    try writeBytes(zero, to: number, at: FrameHeader.Offset.generation, path: path)
  }

  func writeHeader(_ info: FrameInfo) throws(ChannelError) {
    try writeBytes(FrameHeader.encode(info), to: number, at: 0, path: path)
    isNew = false
  }

  /// Writes all pixels through the descriptor.
  func writePixels(_ pixels: RawSpan) throws(ChannelError) {
    // The header page of a new file: a commit must not run out of memory.
    if isNew { try invalidate() }
    isNew = false
    try writeBytes(pixels, to: number, at: FrameInfo.pixelOffset, path: path)
  }

  /// Claims memory for the header and `byteCount` bytes of pixels, so that no store through a
  /// mapping can fail for want of it.
  func allocate(byteCount: Int) throws(ChannelError) {
    let status = try status()
    let isWhole = status.allocatedByteCount >= status.byteCount  // no hole anywhere
    if isWhole, status.byteCount >= FrameInfo.pixelOffset + byteCount { return }
    try check("posix_fallocate", path) {
      // posix_fallocate(3) returns the error and leaves errno alone.
      let code = posix_fallocate(number, 0, off_t(FrameInfo.pixelOffset + byteCount))
      if code != 0 { errno = code }
      return code == 0 ? CInt(0) : -1
    }
  }

  /// The pixels in memory; the mapping is kept for the file's next loan.
  func pixelMapping(byteCount: Int) throws(ChannelError) -> FrameMapping {
    if let mapping, mapping.pixelByteCount >= byteCount, !mapping.wasTruncated { return mapping }
    let fileByteCount = try status().byteCount
    guard fileByteCount - FrameInfo.pixelOffset >= byteCount else {
      throw .damagedFrame(path: path, "it was cut to \(fileByteCount) bytes")
    }
    let new = try FrameMapping(number, pixelByteCount: byteCount, writing: true, path: path)
    mapping = new
    return new
  }

  func tryLockExclusive() throws(ChannelError) -> Bool {
    try ShmChannel.tryLockExclusive(number, path: path)
  }

  func unlock() { ShmChannel.unlock(number) }

  /// Unlinks a frame that this process holds exclusively, and frees its memory although others
  /// still map it; its descriptor is of no more use.
  ///
  /// A kill in between leaves a frame of generation zero, which the next loan takes or unlinks.
  func discard(from directory: borrowing Directory) throws(ChannelError) {
    let byteCount = try status().byteCount
    if byteCount >= FrameHeader.Offset.generation + 8 { try invalidate() }
    if byteCount > 0 {
      let mode = CLINUX_FALLOC_FL_PUNCH_HOLE | CLINUX_FALLOC_FL_KEEP_SIZE
      // At once where it can be; a file of a size that nobody can punch goes with its last user.
      _ = clinux_fallocate(number, CInt(mode), 0, off_t(byteCount))
    }
    try directory.unlink(serial.fileName)
    unlock()
  }
}
