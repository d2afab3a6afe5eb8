internal import CLinux
internal import Glibc

/// A timer behind a descriptor, for a loop that must not know it: timerfd_create(2). It takes no
/// time while it is off. A loop's own deadlines are better kept in its `Poller`.
package struct Timer: ~Copyable, Sendable {
  private let descriptor: Descriptor
  /// Whether it is set; one that has rung once stays so until it is set anew or switched off.
  package private(set) var isOn = false

  /// Readable once it has rung, until that is taken.
  package var number: CInt { descriptor.number }

  /// A timer that is off.
  package init() throws(SystemError) {
    descriptor = Descriptor(
      owning: try check("timerfd_create") {
        clinux_timerfd_create(CLOCK_MONOTONIC, CInt(CLINUX_TFD_NONBLOCK | CLINUX_TFD_CLOEXEC))
      })
  }

  /// Rings at once.
  package mutating func ring() { ring(after: .zero) }

  /// Rings once, when that much time has passed; at once if it is zero.
  package mutating func ring(after delay: Duration) {
    set(Self.time(delay), every: timespec())
  }

  /// Rings again and again; as soon as it can if the interval is zero.
  package mutating func ring(every interval: Duration) {
    set(Self.time(interval), every: Self.time(interval))
  }

  /// Rings no more, and takes back that it has rung.
  package mutating func switchOff() {
    set(timespec(), every: timespec())
    isOn = false
  }

  /// Whether it has rung since it was asked last.
  package func takeRing() -> Bool {
    var expirations: UInt64 = 0
    let count = try? unsafe withUnsafeMutableBytes(of: &expirations) { buffer in
      try unsafe readSome(number, into: buffer)
    }
    return count == MemoryLayout<UInt64>.size
  }

  /// Zero would switch it off.
  private static func time(_ duration: Duration) -> timespec {
    max(.nanoseconds(1), duration).timeToWait
  }

  private mutating func set(_ delay: timespec, every interval: timespec) {
    isOn = true
    var setting = itimerspec(it_interval: interval, it_value: delay)
    _ = unsafe clinux_timerfd_settime(number, 0, &setting)  // fails for bad values only
  }
}
