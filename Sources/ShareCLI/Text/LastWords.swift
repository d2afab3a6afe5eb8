private import Glibc
private import Linux
private import Synchronization

/// What this process says when a signal ends it, prepared while all is well.
///
/// A signal handler may do little more than write(2) and _exit(2) (signal-safety(7)), so the line
/// and the exit code lie ready in memory that is never given back: a handler may be reading it.
enum LastWords {
  private struct Line {
    let bytes: UnsafeMutablePointer<UInt8>
    let count: Int
    let status: CInt
  }

  /// What the lines were made from: a stream prepares the same ones for each of its pictures.
  private struct Words: Equatable {
    let time, abort: String
    let status: ExitStatus
  }

  private static let prepared = Mutex<Words?>(nil)
  /// The addresses of a `Line` each; 0 for none.
  private static let onTime = Atomic<UInt>(0)
  private static let onAbort = Atomic<UInt>(0)
  /// Standard error, also while libraries are silenced.
  private static let output = Atomic<CInt>(STDERR_FILENO)

  /// Handles `SIGXCPU` and `SIGABRT`.
  static let handler: @convention(c) (CInt) -> Void = { signal in
    let address =
      signal == SIGXCPU ? onTime.load(ordering: .acquiring) : onAbort.load(ordering: .acquiring)
    guard let line = UnsafePointer<Line>(bitPattern: address)?.pointee else { _exit(128 + signal) }
    _ = write(output.load(ordering: .relaxed), line.bytes, line.count)
    _exit(line.status)
  }

  /// To be called once, before `prepare`.
  static func begin() {
    if let copy = try? Descriptor(duplicating: STDERR_FILENO) {
      output.store(copy.take(), ordering: .relaxed)
    }
    Signals.handle(SIGABRT, by: handler)
  }

  /// - Parameters:
  ///   - time: the message of an end by `SIGXCPU`.
  ///   - abort: that of an end by `SIGABRT`, by which libraries give up.
  static func prepare(time: String, abort: String, status: ExitStatus) {
    let words = Words(time: time, abort: abort, status: status)
    let isNew = prepared.withLock { known in
      defer { known = words }
      return known != words
    }
    if !isNew { return }
    onTime.store(address(of: time, status), ordering: .releasing)
    onAbort.store(address(of: abort, status), ordering: .releasing)
  }

  private static func address(of message: String, _ status: ExitStatus) -> UInt {
    let text = Array(StandardStreams.complaint(message).utf8)
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count)
    bytes.update(from: text, count: text.count)
    let line = UnsafeMutablePointer<Line>.allocate(capacity: 1)
    line.initialize(to: Line(bytes: bytes, count: text.count, status: status.rawValue))
    return UInt(bitPattern: line)
  }
}
