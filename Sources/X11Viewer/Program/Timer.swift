import CLinux
import Glibc
import ShmChannel

/// One descriptor that becomes readable at the earliest of several deadlines, and never while none
/// is set.
struct Timer: ~Copyable {
  /// What a deadline is for.
  enum Purpose: Hashable, Sendable {
    /// The next line of `--stats` is due.
    case stats
    /// The window manager has had its time to grant the size of the first frame.
    case firstSize
    /// The next step of a fade is due.
    case fade
    /// What is drawn over the picture is to change.
    case overlay
    /// The pointer has perhaps rested long enough to hide.
    case pointer
    /// Nothing may be left that holds the screen saver off.
    case inhibition
    /// A show that is held has had its time to say where it stands.
    case hold
  }

  /// Readable when a deadline has passed.
  var descriptor: CInt { owned.number }

  private let owned: Descriptor
  private var deadlines: [Purpose: ContinuousClock.Instant] = [:]

  /// A timer without deadlines.
  init() throws(ViewerError) {
    owned = Descriptor(
      owning: try check("timerfd_create") {
        clinux_timerfd_create(
          CLOCK_MONOTONIC, CInt(CLINUX_TFD_NONBLOCK) | CInt(CLINUX_TFD_CLOEXEC))
      })
  }

  /// Whether that deadline is set and has not been taken.
  func isSet(_ purpose: Purpose) -> Bool { deadlines[purpose] != nil }

  /// Sets or moves a deadline.
  mutating func set(_ purpose: Purpose, after delay: Duration) {
    set(purpose, at: .now + delay)
  }

  /// Sets or moves a deadline.
  mutating func set(_ purpose: Purpose, at deadline: ContinuousClock.Instant) {
    if deadlines.updateValue(deadline, forKey: purpose) != deadline { arm() }
  }

  /// Takes a deadline back.
  mutating func cancel(_ purpose: Purpose) {
    if deadlines.removeValue(forKey: purpose) != nil { arm() }
  }

  /// The deadlines that have passed, which are gone then.
  mutating func takePassed() -> Set<Purpose> {
    let now = ContinuousClock.Instant.now
    let passed = deadlines.filter { $0.value <= now }.keys
    for purpose in passed { deadlines[purpose] = nil }
    arm()  // also takes back the readiness
    return Set(passed)
  }

  private func arm() {
    var setting = itimerspec()
    if let earliest = deadlines.values.min() {
      // Zero would disarm it.
      let delay = max(.nanoseconds(1), ContinuousClock.Instant.now.duration(to: earliest))
      let (seconds, attoseconds) = delay.components
      setting.it_value.tv_sec = Int(seconds)
      setting.it_value.tv_nsec = max(Int(attoseconds / 1_000_000_000), seconds == 0 ? 1 : 0)
    }
    _ = clinux_timerfd_settime(descriptor, 0, &setting)
  }
}
