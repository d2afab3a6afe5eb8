import Linux

private import Glibc

/// The publishers' mutex, held while this value lives.
package struct PublishersLock: ~Copyable {
  private let file: LockFile

  /// How long a publisher waits for another before it says who that is.
  static let timeout = Duration.seconds(5)
  /// Bytes of text about the holder, padded with zeros.
  private static let holderByteCount = 64

  /// Waits for the mutex.
  ///
  /// - Throws: `ChannelError.lockHeld` after five seconds.
  package init(_ file: LockFile) throws(ChannelError) {
    try Self.wait(for: file)
    self.init(held: file)
  }

  /// The mutex, or nil when somebody has it.
  init?(ifFree file: LockFile) throws(ChannelError) {
    guard try file.file.tryLock(.exclusive) else { return nil }
    self.init(held: file)
  }

  private init(held file: LockFile) {
    self.file = file
    // For people; on a full file system it must not stop the removal that would help.
    try? file.file.write(Self.holder, at: 0)
  }

  deinit { file.file.unlock() }

  private static func wait(for lock: LockFile) throws(ChannelError) {
    let deadline = Deadline(after: timeout)
    var pause = Duration.microseconds(20)
    while try !lock.file.tryLock(.exclusive) {
      guard !deadline.hasPassed else {
        let text = try lock.file.read(count: holderByteCount, at: 0).prefix { $0 != 0 }
        let holder = LockHolder.words(text, inode: try lock.file.status().identity.inode)
        throw .lockHeld(path: lock.file.path, holder: holder, waited: timeout)
      }
      Clock.sleep(pause)
      pause = min(pause * 2, .milliseconds(2))
    }
  }

  /// `process 1234 (shmshare)`, for a process that waits too long.
  private static let holder: [UInt8] = {
    let text = "process \(getpid()) (\(processName()))"
    let bytes = [UInt8](Title.sanitized(text, byteCount: holderByteCount).utf8)
    return bytes + [UInt8](repeating: 0, count: holderByteCount - bytes.count)
  }()
}

extension PublishersLock {
  /// Gives the mutex back now.
  package consuming func release() {}
}
