/// The hours of a week in which a show is on, by local time: a pure value.
package struct ShowHours: Hashable, Sendable {
  /// Minutes of the week from the start of Monday on, in order; none touches another. One that goes
  /// on into the next week is in two parts.
  private(set) var spans: [Range<Int>] = []

  static let minutesOfDay = 24 * 60
  static let minutesOfWeek = 7 * minutesOfDay

  /// - Parameter spans: minutes of the week; what is beyond its end belongs to its start.
  init(_ spans: [Range<Int>]) {
    let week = Self.minutesOfWeek
    let parts = spans.flatMap { span in
      let (start, end) = (max(span.lowerBound, week), max(span.upperBound, week))
      return [span.clamped(to: 0..<week), start - week..<end - week]
    }
    for part in parts.filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.spans.last, last.upperBound >= part.lowerBound {
        self.spans.removeLast()
        self.spans.append(last.lowerBound..<max(last.upperBound, part.upperBound))
      } else {
        self.spans.append(part)
      }
    }
  }

  /// Whether the show is on at a local time.
  ///
  /// - Parameter local: seconds from the start of 1970 to it, as if no clock had ever been turned.
  func isOn(atLocal local: Int64) -> Bool {
    let minute = Self.second(ofWeekAt: local) / 60
    return spans.contains { $0.contains(Int(minute)) }
  }

  /// How many seconds of local time it is from there to the next one at which a span begins or
  /// ends.
  func secondsToBoundary(fromLocal local: Int64) -> Int64 {
    let second = Self.second(ofWeekAt: local)
    let week = Int64(Self.minutesOfWeek * 60)
    return spans.flatMap { [Int64($0.lowerBound) * 60, Int64($0.upperBound) * 60] }
      .map { $0 > second ? $0 - second : $0 - second + week }.min() ?? week
  }

  /// 1970 began on a Thursday.
  private static func second(ofWeekAt local: Int64) -> Int64 {
    let week = Int64(minutesOfWeek * 60)
    let second = (local + Int64(3 * minutesOfDay * 60)) % week
    return second < 0 ? second + week : second
  }
}
