/// When the frames of a stream are due: an absolute schedule, so that no delay adds up.
package struct FramePace: Hashable, Sendable {
  /// From one frame to the next.
  package let interval: Duration
  /// How far a frame may be late before the schedule begins anew: a producer that has paused is not
  /// caught up with by a burst.
  private static let longestDelay = Duration.seconds(1)

  private var start: Duration?
  private var count = 0

  /// - Parameter interval: above zero.
  package init(interval: Duration) {
    precondition(interval > .zero, "frames without a time between them")
    self.interval = interval
  }

  /// When the next frame is due, in the time of `now`; that is now for the first.
  package mutating func dueTime(now: Duration) -> Duration {
    if let start {
      let due = start + interval * count
      if now <= due + Self.longestDelay {
        count += 1
        return due
      }
    }
    start = now
    count = 1
    return now
  }
}
