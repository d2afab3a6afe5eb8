import Linux
import ViewerCore

extension Moment {
  /// What both clocks say.
  static var now: Moment {
    Moment(
      instant: .now, wall: .nanoseconds(Int64(clamping: Clock.nanosecondsSinceEpoch())))
  }
}
