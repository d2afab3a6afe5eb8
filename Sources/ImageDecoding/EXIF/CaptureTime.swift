/// When a picture was taken, by the camera's clock (EXIF 2.32, 4.6.5).
package struct CaptureTime: Equatable, Sendable {
  /// `2026-11-27T18:40:05` (ISO 8601), with what is known beside it: `.25`, `+01:00`.
  package let text: String
  /// Since the epoch; where the zone is not known, as if it were UTC.
  package let sinceEpoch: Duration
  /// Whether the file says how far the camera's clock is ahead of UTC.
  package let isZoneKnown: Bool

  /// - Parameters:
  ///   - text: `YYYY:MM:DD HH:MM:SS`; nil for anything else, and for times that there are not.
  ///   - fraction: digits behind the second.
  ///   - zone: `+HH:MM` or `-HH:MM`.
  init?(_ text: String, fraction: String?, zone: String?) {
    let parts = text.split { !$0.isASCII || !$0.isNumber }.map { Int($0) ?? -1 }
    guard parts.count == 6, (1...9999).contains(parts[0]), (1...12).contains(parts[1]),
      (1...Self.length(parts[0], parts[1])).contains(parts[2]), (0...23).contains(parts[3]),
      (0...59).contains(parts[4]),
      (0...60).contains(parts[5])
    else { return nil }
    let digits = (fraction ?? "").prefix { $0.isASCII && $0.isNumber }.prefix(9)
    let offset = zone.flatMap(Self.minutes)
    isZoneKnown = offset != nil
    let padded = [4, 2, 2, 2, 2, 2].enumerated().map { index, width in
      String(repeating: "0", count: max(0, width - "\(parts[index])".count)) + "\(parts[index])"
    }
    self.text =
      padded[..<3].joined(separator: "-") + "T" + padded[3...].joined(separator: ":")
      + (digits.isEmpty ? "" : "." + digits) + (offset == nil ? "" : zone ?? "")
    let seconds =
      Self.days(parts[0], parts[1], parts[2]) * 86_400
      + parts[3] * 3_600 + parts[4] * 60 + parts[5] - (offset ?? 0) * 60
    let nanoseconds = Int64(digits + String(repeating: "0", count: 9 - digits.count)) ?? 0
    sinceEpoch = .seconds(seconds) + .nanoseconds(nanoseconds)
  }

  private static func minutes(_ zone: String) -> Int? {
    let parts = zone.dropFirst().split(separator: ":").map { Int($0) ?? -1 }
    guard zone.first == "+" || zone.first == "-", zone.count == 6, parts.count == 2,
      (0...14).contains(parts[0]), (0...59).contains(parts[1])
    else { return nil }
    return (parts[0] * 60 + parts[1]) * (zone.first == "-" ? -1 : 1)
  }

  /// How many days a month has.
  private static func length(_ year: Int, _ month: Int) -> Int {
    days(month < 12 ? year : year + 1, month % 12 + 1, 1) - days(year, month, 1)
  }

  /// Days from 1970-01-01 to a date of the Gregorian calendar: those of whole years, counted from
  /// March on, and of the months since.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month > 2 ? year : year - 1
    let month = month > 2 ? month - 3 : month + 9
    let ofYears = 365 * year + year / 4 - year / 100 + year / 400
    return ofYears + (153 * month + 2) / 5 + day - 1 - 719_468
  }
}
