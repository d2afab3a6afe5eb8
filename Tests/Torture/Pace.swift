import TestSupport

/// How long something takes each time, without the time in which other programs had the processors.
struct Pace {
  private let start = ContinuousClock.now
  private let waited = Self.waitForProcessors
  private(set) var count = 0

  /// Counts one more time.
  mutating func tick() { count += 1 }

  /// Nanoseconds of each time until now: at work, or asleep.
  var each: Int {
    let whole = (ContinuousClock.now - start) / .nanoseconds(1)
    return (Int(whole) - (Self.waitForProcessors - waited)) / max(1, count)
  }

  /// Nanoseconds in which this thread was ready, and did not run: the second number of `schedstat`
  /// (Documentation/scheduler/sched-stats.rst of Linux).
  private static var waitForProcessors: Int {
    let text = String(decoding: Folder.contents("/proc/thread-self/schedstat"), as: UTF8.self)
    let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    return numbers.count == 3 ? numbers[1] : 0
  }
}
