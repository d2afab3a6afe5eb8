private import CLinux
private import Glibc

/// `lock`: the publishers' mutex of one channel, open but not held.
final class LockFile {
  fileprivate let descriptor: Descriptor
  fileprivate let path: String
  private let identity: FileStatus.Identity

  init(in directory: borrowing Directory) throws(ChannelError) {
    descriptor = try directory.openFile(ChannelDirectory.lockName, writing: true)
    path = directory.path(of: ChannelDirectory.lockName)
    identity = try FileStatus(of: descriptor.number, path: path).identity
  }

  /// False once it is unlinked or renamed: others may hold a lock of that name, on another file.
  func isInPlace(in directory: borrowing Directory) throws(ChannelError) -> Bool {
    try directory.status(of: ChannelDirectory.lockName)?.identity == identity
  }
}

/// The publishers' mutex, held while this value lives.
struct PublishersLock: ~Copyable {
  private let file: LockFile

  /// How long a publisher waits for another before it says who that is.
  static let timeout = Duration.seconds(5)
  /// Bytes of text about the holder, padded with zeros.
  private static let holderByteCount = 64

  /// Waits for the mutex.
  ///
  /// - Throws: `ChannelError.lockHeld` after five seconds.
  init(_ file: LockFile) throws(ChannelError) {
    try Self.wait(for: file.descriptor.number, path: file.path)
    self.init(held: file)
  }

  /// The mutex, or nil when somebody has it.
  init?(ifFree file: LockFile) throws(ChannelError) {
    guard try tryLockExclusive(file.descriptor.number, path: file.path) else { return nil }
    self.init(held: file)
  }

  private init(held file: LockFile) {
    self.file = file
    // For people; on a full file system it must not stop the removal that would help.
    try? writeBytes(Self.holder, to: file.descriptor.number, at: 0, path: file.path)
  }

  deinit { unlock(file.descriptor.number) }

  private static func wait(for file: CInt, path: String) throws(ChannelError) {
    let deadline = Deadline(after: timeout)
    var pause = Duration.microseconds(20)
    while try !tryLockExclusive(file, path: path) {
      guard !deadline.hasPassed else {
        let text = try readBytes(file, count: holderByteCount, at: 0, path: path).prefix { $0 != 0 }
        let holder = text.isEmpty ? "an unknown process" : Title.sanitized(bytes: text)
        throw .lockHeld(path: path, holder: holder, waited: timeout)
      }
      Clock.sleep(pause)
      pause = min(pause * 2, .milliseconds(2))
    }
  }

  /// `process 1234 (shmshare)`, for whoever waits too long.
  private static let holder: [UInt8] = {
    let text = "process \(getpid()) (\(processName()))"
    let bytes = [UInt8](Title.sanitized(text, byteCount: holderByteCount).utf8)
    return bytes + [UInt8](repeating: 0, count: holderByteCount - bytes.count)
  }()
}

/// What the kernel calls this process: proc(5), `/proc/self/comm`.
func processName() -> String {
  let number = unsafe clinux_openat(AT_FDCWD, "/proc/self/comm", O_RDONLY | O_CLOEXEC, 0)
  guard number >= 0 else { return "unknown" }
  let file = Descriptor(owning: number)
  // TASK_COMM_LEN is 16; a failed read leaves the same answer as a missing /proc.
  let bytes = (try? readBytes(file.number, count: 16, at: 0, path: "/proc/self/comm")) ?? []
  let name = bytes.prefix { $0 != UInt8(ascii: "\n") }
  return name.isEmpty ? "unknown" : Title.sanitized(bytes: name)
}

extension PublishersLock {
  /// Gives the mutex back now.
  consuming func release() {}
}
