private import CLinux
private import Glibc

/// A timer that can be polled; it takes no time while it is off.
final class Timer {
  private let descriptor: Descriptor
  private(set) var isOn = false

  /// Readable once it has rung.
  var number: CInt { descriptor.number }

  init() throws(WatchError) {
    descriptor = Descriptor(
      owning: try check("timerfd_create", "timer") {
        clinux_timerfd_create(CLOCK_MONOTONIC, CInt(CLINUX_TFD_NONBLOCK | CLINUX_TFD_CLOEXEC))
      })
  }

  /// Rings at once, and stays so until it is switched off.
  func ring() { set(.nanoseconds(1), isRepeated: false) }

  /// Rings again and again.
  func ring(every interval: Duration) { set(interval, isRepeated: true) }

  func switchOff() { set(.zero, isRepeated: false) }

  /// Whether it has rung since it was asked last.
  func takeRing() -> Bool {
    var expirations: UInt64 = 0
    return read(number, &expirations, 8) == 8
  }

  private func set(_ interval: Duration, isRepeated: Bool) {
    isOn = interval > .zero
    let (seconds, attoseconds) = interval.components
    let time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    var setting = itimerspec(it_interval: isRepeated ? time : timespec(), it_value: time)
    _ = clinux_timerfd_settime(number, 0, &setting)  // fails for bad values only
  }
}
