/// A point in time, by both of the machine's clocks.
package struct Moment: Equatable, Sendable {
  /// By the clock that nobody sets; deadlines are its.
  package var instant: Instant
  /// Since the epoch, by the clock that frames are dated by.
  package var wall: Duration

  package init(instant: Instant, wall: Duration) {
    self.instant = instant
    self.wall = wall
  }
}
