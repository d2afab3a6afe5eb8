import Linux

/// A moment of a directory: entries neither come nor go nor change their names without another.
///
/// The kernel's clock for files ticks, mostly every 1 to 10 ms: a change within the tick of the one
/// before would not show. So a stamp tells nothing until that clock has gone on; by the clock for
/// people it might seem so earlier, since a busy or a virtual machine may be late with a tick.
struct DirectoryStamp: Equatable {
  private let changedAt: Int64
  /// Whether every later change shows as another stamp.
  private let isSettled: Bool

  /// Two ticks of the slowest kernel (`CONFIG_HZ=100`): one would do.
  static let margin: Int64 = 20_000_000

  /// - Parameters:
  ///   - changedAt: the directory's `st_ctim`, in nanoseconds since the epoch.
  ///   - now: by the kernel's clock for files, read after that.
  init(changedAt: Int64, now: Int64) {
    self.changedAt = changedAt
    isSettled = now &- changedAt > Self.margin
  }

  /// Of a look at the directory that was just made.
  init(_ status: FileStatus) { self.init(changedAt: status.changed, now: Clock.fileStamp()) }

  /// Whether what was found at this moment, after the stamp was taken, still is so at `later`.
  func holds(at later: DirectoryStamp) -> Bool {
    isSettled && changedAt == later.changedAt
  }
}
