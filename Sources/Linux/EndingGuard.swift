private import Glibc

/// Sees to it that a process which is asked to end does so, also while its main thread waits for
/// another program, such as an X server that stands still.
package enum EndingGuard {
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
      Clock.sleep(patience)
      _exit(0)
    }
  }
}
