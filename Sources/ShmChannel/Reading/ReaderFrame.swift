private import Glibc

/// A frame file as readers see it: opened once, pinned by a shared lock while somebody uses it.
///
/// The X server gets a duplicate of this very descriptor, so that the pin of a killed viewer
/// lasts until the server has dropped it.
final class ReaderFrame {
  let serial: Serial
  let path: String
  private let descriptor: Descriptor
  private var mapping: FrameMapping?
  // flock does not nest: two shared locks and one unlock is unlocked.
  private(set) var pins = 0

  var number: CInt { descriptor.number }

  init(_ serial: Serial, in directory: borrowing Directory) throws(ChannelError) {
    let descriptor = try directory.openFile(serial.fileName)
    self.serial = serial
    self.path = directory.path(of: serial.fileName)
    self.descriptor = descriptor
  }

  func status() throws(ChannelError) -> FileStatus { try FileStatus(of: number, path: path) }

  /// False when a publisher holds the frame.
  func pin() throws(ChannelError) -> Bool {
    if pins == 0 {
      guard try tryLockShared(number, path: path) else { return false }
    }
    pins += 1
    return true
  }

  func unpin() {
    precondition(pins > 0, "\(path) is not pinned")
    pins -= 1
    if pins == 0 { unlock(number) }
  }

  /// The generation that the header claims now; zero when the file is shorter.
  func generation() throws(ChannelError) -> Generation {
    let offset = FrameHeader.Offset.generation
    let bytes = try readBytes(number, count: 8, at: offset, path: path)
    return bytes.count == 8 ? Generation(rawValue: bytes.number(UInt64.self, at: 0)) : .empty
  }

  /// The header's bytes, read once; fewer when the file is shorter.
  func header() throws(ChannelError) -> [UInt8] {
    try readBytes(number, count: FrameHeader.byteCount, at: 0, path: path)
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
