internal import CLinux
internal import Glibc

/// A timer by the clock of the day, which also rings when that clock is set, and after a sleep:
/// timerfd_create(2), `TFD_TIMER_CANCEL_ON_SET`.
package struct WallTimer: ~Copyable, Sendable {
  private let descriptor: Descriptor

  /// Readable once it has rung, until that is taken.
  package var number: CInt { descriptor.number }

  /// A timer that is off.
  package init() throws(SystemError) {
    descriptor = Descriptor(
      owning: try check("timerfd_create") {
        clinux_timerfd_create(CLOCK_REALTIME, CInt(CLINUX_TFD_NONBLOCK | CLINUX_TFD_CLOEXEC))
      })
  }

  /// Rings at that moment, in seconds since the start of 1970, and when the clock is set; at once
  /// if the moment has passed. Takes back that it has rung.
  package func ring(at moment: Int64) {
    // Zero would switch it off.
    let time = timespec(tv_sec: time_t(max(1, moment)), tv_nsec: 0)
    var setting = itimerspec(it_interval: timespec(), it_value: time)
    let flags = CInt(CLINUX_TFD_TIMER_ABSTIME) | Self.cancelOnSet
    _ = unsafe clinux_timerfd_settime(number, flags, &setting)  // fails for bad values only
  }

  /// `TFD_TIMER_CANCEL_ON_SET` of <sys/timerfd.h>.
  private static let cancelOnSet: CInt = 1 << 1

  /// Takes back that it has rung.
  package func takeRing() {
    var expirations: UInt64 = 0
    // ECANCELED where the clock was set.
    _ = try? unsafe withUnsafeMutableBytes(of: &expirations) { buffer in
      try unsafe readSome(number, into: buffer)
    }
  }
}
