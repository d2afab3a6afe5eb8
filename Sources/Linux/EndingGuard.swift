private import Glibc

/// Sees to it that a process which is asked to end does so, also while its main thread waits for
/// another program, such as an X server that stands still.
package enum EndingGuard {
  /// In how many parts the guard sleeps. Where the machine stands still, or has much else to do,
  /// the main thread has no turn either: so the guard must have had its turns, and not only the
  /// time.
  private static let naps = 100

  /// Starts it: a thread that sleeps until one of the signals comes, gives the process that much
  /// time, and then ends it at once with 0.
  ///
  /// - Parameter endings: what asks the process to end; blocked in all threads, as a
  ///   `SignalDescriptor` leaves them.
  package static func start(
    endings: [CInt] = Signals.endings, patience: Duration
  ) throws(SystemError) {
    let signals = try SignalDescriptor(endings: endings)
    let number = signals.take()
    try BackgroundThread.start {
      _ = try? Readiness.readable.wait(on: number)
      for _ in 0..<naps { Clock.sleep(patience / naps) }
      _exit(0)
    }
  }
}
