private import Glibc
internal import Linux
internal import QtSharing

/// The bytes of a segment as they were at the last look.
struct SegmentCopy: ~Copyable {
  private var bytes = InputBytes()
  /// More of a segment is not looked at.
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Takes over what an attached segment holds.
  ///
  /// - Returns: whether that is something new.
  mutating func update(from segment: borrowing AttachedSegment) throws(ReadingError) -> Bool {
    try segment.withUnsafeBytes { (memory) throws(ReadingError) in
      let new = UnsafeRawBufferPointer(rebasing: memory.prefix(limit))
      if bytes.withUnsafeBytes({ Self.isSame($0, new) }) { return false }
      bytes.clear()
      guard bytes.append(new) else { throw .noMemory }
      return true
    }
  }

  private static func isSame(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer) -> Bool {
    guard old.count == new.count, let first = old.baseAddress, let second = new.baseAddress else {
      return false
    }
    return memcmp(first, second, new.count) == 0
  }

  /// The next look finds something new, whatever there is.
  mutating func forget() { bytes.clear() }

  /// What they are.
  func stream() throws(QtStreamError) -> QtImageStream {
    try QtImageStream(
      head: bytes.withUnsafeBytes { Array($0.prefix(QtImageStream.headByteCount)) })
  }

  /// The bytes from `start` on, as a file in memory.
  func file(from start: Int) throws(SystemError) -> Descriptor {
    let file = try Descriptor(memoryNamed: "shmshare-picture")
    try bytes.withUnsafeBytes { (bytes) throws(SystemError) in
      try writeAll(UnsafeRawBufferPointer(rebasing: bytes[start...]), to: file.number)
    }
    _ = FileOffset.rewind(file.number)
    return file
  }
}
