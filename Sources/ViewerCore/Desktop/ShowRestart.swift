/// When a slideshow of the viewer's own that was killed is started again: soon, but not for ever as
/// often. A pure value.
package struct ShowRestart: Sendable {
  private var last: (end: Instant, pause: Duration)?

  /// How long the first one is waited for: whoever kills what runs may not be done.
  package static let pause = Duration.seconds(1)
  /// No pause is longer; who has lived longer begins with the first one.
  package static let longestPause = Duration.seconds(60)

  /// It has not been killed.
  package init() {}

  /// It was killed.
  ///
  /// - Returns: when to start it again.
  package mutating func restart(afterEndAt now: Instant) -> Instant {
    var pause = Self.pause
    if let last, now < last.end + last.pause + Self.longestPause {
      pause = min(last.pause * 2, Self.longestPause)
    }
    last = (now, pause)
    return now + pause
  }
}
