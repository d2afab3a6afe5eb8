/// The course of a cross-fade in time: a pure value, from which its steps follow.
///
/// It starts and ends gently. Steps stand at fixed instants after the start, so that late ones do
/// not delay the rest.
package struct Fade: Equatable, Sendable {
  package let start: Instant
  package let duration: Duration

  package init(start: Instant, duration: Duration) {
    self.start = start
    self.duration = duration
  }

  /// The shortest time between two steps: 60 a second.
  package static let shortestStep = Duration.nanoseconds(16_666_667)

  /// The new picture alone is seen from then on.
  package var end: Instant { start + duration }

  /// How much of the new picture is seen, in 256ths: 0 at the start, and 255 shortly before the
  /// end.
  package func share(at instant: Instant) -> Int {
    let place = min(max(0, start.duration(to: instant) / duration), 1)
    return min(255, Int(256 * place * place * (3 - 2 * place)))
  }

  /// The next instant at which there is something new to see; the end is the last one.
  package func step(after instant: Instant) -> Instant {
    let seen = share(at: instant)
    var step = start + Self.shortestStep * (elapsedSteps(at: instant) + 1)
    while step < end && share(at: step) == seen { step += Self.shortestStep }
    return min(step, end)
  }

  /// The same where the screen's vertical blanks are known: each step is seen at one of them.
  package func step(after instant: Instant, by clock: VblankClock) -> Instant {
    guard let period = clock.period, var step = clock.next(after: instant) else {
      return self.step(after: instant)
    }
    let seen = share(at: instant)
    while step < end && share(at: step) == seen { step += period }
    return min(step, end)
  }

  private func elapsedSteps(at instant: Instant) -> Int {
    max(0, Int(start.duration(to: instant) / Self.shortestStep))
  }
}
