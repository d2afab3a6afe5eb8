private import CLinux
private import Glibc

/// The publishers' mutex of one channel, held while this value lives.
struct PublishersLock: ~Copyable {
  private let file: Descriptor

  /// How long a publisher waits for another before it says who that is.
  static let timeout = Duration.seconds(5)
  /// Bytes of text about the holder, padded with zeros.
  private static let holderByteCount = 64

  /// Waits for the mutex of the channel in `directory`.
  ///
  /// - Throws: `ChannelError.lockHeld` after five seconds.
  init(in directory: borrowing Directory) throws(ChannelError) {
    let path = directory.path(of: ChannelDirectory.lockName)
    let file = try directory.openFile(ChannelDirectory.lockName, writing: true)
    try Self.wait(for: file.number, path: path)
    try writeBytes(Self.holder, to: file.number, at: 0, path: path)
    self.file = file
  }

  deinit { unlock(file.number) }

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
