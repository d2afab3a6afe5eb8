/// How far local time is ahead of UTC at a moment: both in seconds, the moment since the start of
/// 1970.
package typealias TimeZoneOffset = @Sendable (_ moment: Int64) -> Int64

extension ShowHours {
  /// Whether the show is on at a moment.
  package func isOn(at moment: Int64, _ offset: TimeZoneOffset) -> Bool {
    isOn(atLocal: moment + offset(moment))
  }

  /// When it is next another than at that moment; nil for never.
  package func nextChange(after moment: Int64, _ offset: TimeZoneOffset) -> Int64? {
    let now = isOn(at: moment, offset)
    var candidate = moment
    let end = moment + Self.longestWait
    while candidate < end {
      let present = offset(candidate)
      var next = candidate + secondsToBoundary(fromLocal: candidate + present)
      // The clocks may be turned before that.
      if offset(next) != present { next = Self.turn(between: candidate, and: next, offset) }
      if isOn(at: next, offset) != now { return next }
      candidate = next
    }
    return nil
  }

  /// A week, and one more for what clocks that are turned may skip.
  private static let longestWait = Int64(2 * minutesOfWeek * 60)

  /// The first moment of another offset than that of `start`.
  private static func turn(
    between start: Int64, and end: Int64, _ offset: TimeZoneOffset
  ) -> Int64 {
    var (before, after) = (start, end)
    let present = offset(start)
    while after - before > 1 {
      let middle = before + (after - before) / 2
      if offset(middle) == present { before = middle } else { after = middle }
    }
    return after
  }
}
