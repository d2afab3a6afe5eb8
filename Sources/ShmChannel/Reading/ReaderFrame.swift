import Linux

/// A frame file as readers see it: opened once, pinned by a shared lock while somebody uses it.
///
/// The X server gets a duplicate of this very descriptor, so that the pin of a killed viewer
/// lasts until the server has dropped it.
final class ReaderFrame {
  let serial: Serial
  private let file: OpenFile
  private var mapping: FrameMapping?
  // flock does not nest: two shared locks and one unlock is unlocked.
  private(set) var pins = 0

  /// Whether the header has been read before.
  private var isKnown = false

  var number: CInt { file.number }
  var path: String { file.path }

  init(_ serial: Serial, in directory: borrowing Directory) throws(ChannelError) {
    file = try directory.openFile(serial.fileName)
    self.serial = serial
  }

  func status() throws(ChannelError) -> FileStatus { try file.status() }

  /// False when a publisher holds the frame.
  func pin() throws(ChannelError) -> Bool {
    if pins == 0 {
      guard try file.tryLock(.shared) else { return false }
    }
    pins += 1
    return true
  }

  func unpin() {
    precondition(pins > 0, "\(path) is not pinned")
    pins -= 1
    if pins == 0 { file.unlock() }
  }

  /// The generation that the header claims now; zero when the file is shorter.
  func generation() throws(ChannelError) -> Generation {
    let offset = FrameHeader.Offset.generation
    let bytes = try file.read(count: 8, at: offset)
    return bytes.count == 8 ? Generation(rawValue: bytes.number(UInt64.self, at: 0)) : .empty
  }

  /// The header's bytes, copied once; fewer when the file is shorter.
  ///
  /// A file that comes again is read through a mapping, which costs no system call; where somebody
  /// has cut it, by `pread(2)` again.
  func header() throws(ChannelError) -> [UInt8] {
    if isKnown, let mapping = try? pixelMapping(byteCount: 0) {
      let bytes = mapping.header(byteCount: FrameHeader.byteCount)
      if !mapping.wasTruncated { return bytes }
    }
    isKnown = true
    return try file.read(count: FrameHeader.byteCount, at: 0)
  }

  /// The file's pixels in memory, kept while the file is.
  ///
  /// - Parameter byteCount: of pixels, which the header has promised.
  func pixelMapping(byteCount: Int) throws(ChannelError) -> FrameMapping {
    if let mapping, mapping.pixelByteCount >= byteCount { return mapping }
    let new = try FrameMapping(number, pixelByteCount: byteCount, writing: false, path: path)
    mapping = new
    return new
  }

  /// A fault has replaced the mapped pixels by zeros.
  var wasTruncated: Bool { mapping?.wasTruncated ?? false }
}
