import CLinux
import Glibc
import ShmChannel

/// A descriptor that becomes readable when a deadline passes, and never while none is set.
struct Timer: ~Copyable {
  /// Readable once the deadline has passed.
  var descriptor: CInt { owned.number }

  private let owned: Descriptor
  private var deadline: ContinuousClock.Instant?

  /// A timer without a deadline.
  init() throws(ViewerError) {
    owned = Descriptor(
      owning: try check("timerfd_create") {
        clinux_timerfd_create(
          CLOCK_MONOTONIC, CInt(CLINUX_TFD_NONBLOCK) | CInt(CLINUX_TFD_CLOEXEC))
      })
  }

  /// Sets or moves the deadline, or takes it back; the descriptor is not readable before it passes.
  mutating func set(_ deadline: ContinuousClock.Instant?) {
    if deadline == self.deadline { return }
    self.deadline = deadline
    var setting = itimerspec()
    if let deadline {
      // Zero would disarm it.
      let delay = max(.nanoseconds(1), ContinuousClock.Instant.now.duration(to: deadline))
      let (seconds, attoseconds) = delay.components
      setting.it_value.tv_sec = Int(seconds)
      setting.it_value.tv_nsec = max(Int(attoseconds / 1_000_000_000), seconds == 0 ? 1 : 0)
    }
    _ = clinux_timerfd_settime(descriptor, 0, &setting)
  }
}
