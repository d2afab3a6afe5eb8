internal import CLinux
internal import Glibc

/// The kernel's clocks: clock_gettime(2).
package enum Clock {
  /// Nanoseconds since 1970, `CLOCK_REALTIME`: for people, and across processes.
  package static func nanosecondsSinceEpoch() -> UInt64 {
    UInt64(max(0, nanoseconds(read(CLOCK_REALTIME))))
  }

  /// The time since the system was started, without that in which it slept, `CLOCK_MONOTONIC`: for
  /// deadlines.
  package static func monotonic() -> Duration { .nanoseconds(nanoseconds(read(CLOCK_MONOTONIC))) }

  /// The time since the system was started, also that in which it slept, `CLOCK_BOOTTIME`: for what
  /// grows old while it sleeps.
  package static func sinceBoot() -> Duration { .nanoseconds(nanoseconds(read(CLOCK_BOOTTIME))) }

  /// Processor time that this process has used.
  package static func processorTime() -> Duration {
    .nanoseconds(nanoseconds(read(CLOCK_PROCESS_CPUTIME_ID)))
  }

  /// The time that the kernel would now put on a changed file, in nanoseconds since 1970.
  package static func fileStamp() -> Int64 { nanoseconds(read(CLOCK_REALTIME_COARSE)) }

  /// Sleeps about that long; a signal may end it early.
  package static func sleep(_ duration: Duration) {
    var time = duration.timeToWait
    _ = unsafe nanosleep(&time, nil)
  }

  private static func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    _ = unsafe clock_gettime(clock, &time)  // fails for an unknown clock only
    return time
  }
}

/// A file's time is any 128 bits that its file system likes; far ones are as good as the last.
func nanoseconds(_ time: timespec) -> Int64 {
  let (product, isTooMuch) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
  if isTooMuch { return time.tv_sec < 0 ? .min : .max }
  let (sum, isStillTooMuch) = product.addingReportingOverflow(Int64(time.tv_nsec))
  return isStillTooMuch ? .max : sum
}
