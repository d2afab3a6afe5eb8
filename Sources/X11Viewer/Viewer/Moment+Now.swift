import Linux
import ViewerCore

extension Instant {
  static var now: Instant { Instant(sinceBoot: Clock.sinceBoot()) }
}

extension Moment {
  /// What both clocks say.
  static var now: Moment {
    Moment(
      instant: .now, wall: .nanoseconds(Int64(clamping: Clock.nanosecondsSinceEpoch())))
  }
}
