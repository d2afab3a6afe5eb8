/// A moment of a directory: entries neither come nor go nor change their names without another.
///
/// The kernel's clock for files ticks, mostly every 1 to 10 ms: a change within the tick of the one
/// before would not show. So a stamp tells nothing until it is older than that.
struct DirectoryStamp: Equatable {
  private let changedAt: Int
  /// Whether every later change shows as another stamp.
  private let isSettled: Bool

  /// Two ticks of the slowest kernel (`CONFIG_HZ=100`).
  private static let tick = 20_000_000

  /// - Parameter now: nanoseconds since the epoch, read after `status`.
  init(_ status: FileStatus, now: UInt64 = Clock.nanosecondsSinceEpoch()) {
    changedAt = status.changedAt
    isSettled = Int(clamping: now) &- status.changedAt > Self.tick
  }

  /// Whether what was found at this moment, after the stamp was taken, still is so at `later`.
  func holds(at later: DirectoryStamp) -> Bool {
    isSettled && changedAt == later.changedAt
  }
}
