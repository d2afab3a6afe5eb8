package import Linux

/// A file of a channel, open, and its path for messages.
package struct OpenFile: ~Copyable, Sendable {
  package let path: String
  private let descriptor: Descriptor

  /// For system calls while this value lives; never kept.
  package var number: CInt { descriptor.number }

  /// Takes over an open file.
  init(_ descriptor: consuming Descriptor, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Closes it now.
  consuming func close() {}

  /// What the kernel says of it now.
  package func status() throws(ChannelError) -> FileStatus {
    try kernel(FileStatus(of: number, path: path))
  }

  /// Up to `byteCount` bytes at `offset`, read by one `pread(2)`; fewer where the file ends.
  package func read(count byteCount: Int, at offset: Int) throws(ChannelError) -> [UInt8] {
    try kernel(readBytes(number, count: byteCount, at: offset, path: path))
  }

  /// Writes all of `bytes` at `offset`; what fits into one page by one `pwrite(2)`.
  package func write(_ bytes: [UInt8], at offset: Int) throws(ChannelError) {
    try unsafe write(bytes.span.bytes, at: offset)
  }

  /// Writes all of `bytes` at `offset`.
  func write(_ bytes: RawSpan, at offset: Int) throws(ChannelError) {
    try kernel(writeBytes(bytes, to: number, at: offset, path: path))
  }

  /// Appends all of `bytes` by one `write(2)`.
  ///
  /// - Returns: where they end.
  package func append(_ bytes: [UInt8]) throws(ChannelError) -> Int {
    try kernel(appendBytes(bytes, to: number, path: path))
  }

  /// Where data begins again at or after `offset`, behind a hole; nil if nothing follows.
  func dataOffset(from offset: Int) throws(ChannelError) -> Int? {
    try kernel(Linux::dataOffset(in: number, from: offset, path: path))
  }

  /// Locks it at once, or says that somebody else's lock forbids it.
  package func tryLock(_ lock: FileLock) throws(ChannelError) -> Bool {
    try kernel(Linux::tryLock(number, lock, path: path))
  }

  /// Gives the lock back.
  package func unlock() { Linux::unlock(number) }
}
