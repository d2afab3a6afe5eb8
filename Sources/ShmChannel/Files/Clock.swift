private import CLinux
private import Glibc

/// Time as the protocol counts it.
enum Clock {
  /// Nanoseconds since the epoch, `CLOCK_REALTIME`: for people, and across processes.
  static func nanosecondsSinceEpoch() -> UInt64 { read(CLOCK_REALTIME) }

  /// The clock that the kernel stamps files by, `CLOCK_REALTIME_COARSE`: it stands still between ticks.
  static func fileTime() -> UInt64 { read(CLOCK_REALTIME_COARSE) }

  /// `CLOCK_MONOTONIC`: for time-outs.
  static func monotonic() -> Duration { .nanoseconds(Int64(read(CLOCK_MONOTONIC))) }

  private static func read(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    _ = unsafe clock_gettime(clock, &time)  // fails for an unknown clock only
    return UInt64(max(0, time.tv_sec)) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Sleeps about that long; a signal may end it early.
  static func sleep(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    _ = unsafe nanosleep(&time, nil)
  }
}

/// A moment after which an operation gives up; never, if it was made from nil.
package struct Deadline {
  private let moment: Duration?

  /// `timeout` from now; what is too long to count is never.
  package init(after timeout: Duration?) {
    guard let timeout, timeout < .seconds(1_000_000_000) else {
      moment = nil
      return
    }
    moment = Clock.monotonic() + timeout
  }

  /// Time left, at least zero; nil for ever.
  package var remaining: Duration? { moment.map { max(.zero, $0 - Clock.monotonic()) } }

  package var hasPassed: Bool { remaining == .zero }
}
