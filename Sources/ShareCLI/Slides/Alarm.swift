private import CLinux
private import Glibc
internal import Linux
internal import ShmChannel
internal import SystemPackage

/// A descriptor that becomes readable at a given time, and never while none is given.
final class Alarm {
  private let descriptor: Descriptor
  private var time: Duration?

  /// For poll(2).
  var number: CInt { descriptor.number }

  init() throws(Errno) {
    let number = clinux_timerfd_create(
      CLOCK_MONOTONIC, CInt(CLINUX_TFD_NONBLOCK | CLINUX_TFD_CLOEXEC))
    guard number >= 0 else { throw Errno(rawValue: errno) }
    descriptor = Descriptor(owning: number)
  }

  /// The time since the system was started, without that in which it slept.
  static var now: Duration {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// Sets it to a time as `now` has it, which may have passed; nil switches it off.
  func set(_ time: Duration?) {
    guard time != self.time else { return }
    self.time = time
    var setting = itimerspec()
    if let time {
      let (seconds, attoseconds) = max(time, .nanoseconds(1)).components
      setting.it_value = timespec(
        tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    }
    _ = clinux_timerfd_settime(number, CInt(CLINUX_TFD_TIMER_ABSTIME), &setting)
  }

  /// Lets it be set anew after it has rung.
  func takeRing() {
    set(nil)
  }
}
