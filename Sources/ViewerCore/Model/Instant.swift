/// A point in time by the clock that nobody sets, and that goes on while the machine sleeps.
///
/// `ContinuousClock.Instant` is that, too. But it is a type of a library that may change how it
/// lies in memory, so every value with one in it, and that is all of the core's state, would be
/// copied and compared through descriptions of its type at run time.
package struct Instant: Hashable, Comparable, Sendable {
  /// The time since the machine was started.
  package let sinceBoot: Duration

  package init(sinceBoot: Duration) { self.sinceBoot = sinceBoot }

  package func duration(to other: Instant) -> Duration { other.sinceBoot - sinceBoot }

  package static func < (one: Instant, other: Instant) -> Bool {
    one.sinceBoot < other.sinceBoot
  }

  package static func + (instant: Instant, duration: Duration) -> Instant {
    Instant(sinceBoot: instant.sinceBoot + duration)
  }

  package static func - (instant: Instant, duration: Duration) -> Instant {
    Instant(sinceBoot: instant.sinceBoot - duration)
  }

  package static func += (instant: inout Instant, duration: Duration) {
    instant = instant + duration
  }
}
