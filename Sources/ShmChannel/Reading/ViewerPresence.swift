import SystemPackage

private import Glibc

/// This viewer's file in a channel's `viewers/`: there while it lives, unlinked when it goes.
///
/// It is locked while its viewer lives; one that nobody has locked is a dead viewer's.
final class ViewerPresence {
  private let directory: Directory
  private let fileName: String
  private let file: Descriptor
  private var record: ViewerRecord

  /// - Parameter name: for people, at most 64 bytes of UTF-8.
  init(_ name: String, in channel: borrowing Directory) throws(ChannelError) {
    let directory = try channel.openDirectory(FileName.viewers)
    let record = ViewerRecord(processID: UInt32(getpid()), name: name)
    let (fileName, descriptor) = try Self.create(in: directory)
    let path = directory.path(of: fileName)
    self.directory = directory
    self.fileName = fileName
    self.file = Descriptor(owning: descriptor)
    self.record = record
    try writeBytes(record.bytes, to: descriptor, at: 0, path: path)
  }

  deinit {
    // Gone already with its channel, perhaps; and another file may have been given its name.
    guard let own = try? FileStatus(of: file.number, path: fileName).identity,
      let named = try? directory.status(of: fileName), named.identity == own
    else { return }
    try? directory.unlink(fileName)
  }

  /// Whether publishers can still see it; somebody may have deleted it by hand.
  var isListed: Bool {
    (try? FileStatus(of: file.number, path: fileName).links == 1) ?? false
  }

  /// Notes that the X server has shown `generation`.
  ///
  /// A failed write costs an acknowledgement, never a picture.
  func acknowledge(_ generation: Generation) {
    record.generation = generation
    record.shownAt = Clock.nanosecondsSinceEpoch()
    let range = ViewerRecord.Offset.generation..<ViewerRecord.Offset.nameByteCount
    try? writeBytes(
      [UInt8](record.bytes[range]), to: file.number, at: range.lowerBound, path: fileName)
  }

  /// A new file, locked by us before any sweep took it for a dead viewer's.
  private static func create(
    in directory: borrowing Directory
  ) throws(ChannelError) -> (name: String, descriptor: CInt) {
    while true {
      var source = SystemRandomNumberGenerator()
      let name = hexadecimal(source.next())
      let file: Descriptor
      do { file = try directory.createFile(name) } catch {
        guard error.errno == .fileExists else { throw error }
        continue
      }
      let path = directory.path(of: name)
      if try tryLockExclusive(file.number, path: path),
        try FileStatus(of: file.number, path: path).links == 1
      {
        return (name, file.take())
      }
    }
  }
}
