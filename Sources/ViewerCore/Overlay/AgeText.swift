/// How old something is, in words that get coarser as it gets older.
package enum AgeText {
  private struct Unit: Sendable {
    let seconds: Int64
    /// Of seconds, from which the next unit is used.
    let end: Int64
    let name: @Sendable (Int64) -> String
  }

  private static let units = [
    Unit(seconds: 1, end: 60) { "\($0) s" },
    Unit(seconds: 60, end: 3600) { "\($0) min" },
    Unit(seconds: 3600, end: 86_400) { "\($0) h" },
    Unit(seconds: 86_400, end: .max) { $0 == 1 ? "1 day" : "\($0) days" },
  ]

  /// The age in words; a time to come, by another clock, counts as zero.
  package static func text(_ age: Duration) -> String {
    let seconds = age.components.seconds
    if seconds < 1 { return "under 1 s" }
    let unit = unit(of: seconds)
    return unit.name(seconds / unit.seconds)
  }

  /// How old it will be when the words change.
  package static func nextChange(after age: Duration) -> Duration {
    let seconds = max(0, age.components.seconds)
    let unit = unit(of: seconds)
    let (next, overflows) = (seconds / unit.seconds + 1).multipliedReportingOverflow(
      by: unit.seconds)
    return .seconds(overflows ? .max : next)
  }

  private static func unit(of seconds: Int64) -> Unit {
    units.first { seconds < $0.end } ?? units[units.count - 1]
  }
}
