/// How long ago something was, as a person writes it: a whole number, and a unit behind it.
struct Age: Equatable {
  let duration: Duration

  init(_ duration: Duration) { self.duration = duration }

  /// Seconds of each unit, as `list` prints them.
  private static let units: [String: Int64] = [
    "s": 1, "min": 60, "m": 60, "h": 3_600, "d": 86_400,
  ]

  /// What a person may write.
  static let examples = "90s, 30min, 12h or 7d"

  /// What a person wrote; nil for what is not an age: a number alone may mean any unit.
  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int64(digits), let unit = Self.units[String(argument.dropFirst(digits.count))]
    else { return nil }
    let (seconds, isTooMuch) = count.multipliedReportingOverflow(by: unit)
    // More seconds than this no clock counts in nanoseconds: 292 years.
    self.init(.seconds(isTooMuch ? 9_000_000_000 : min(seconds, 9_000_000_000)))
  }
}
