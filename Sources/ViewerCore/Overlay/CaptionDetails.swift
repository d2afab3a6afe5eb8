import ShmChannel

/// What a caption tells of a picture's details (docs/PROTOCOL.md, "Details").
struct CaptionDetails {
  private let values: [String: String]
  private let capturedAt: Duration?

  init(_ caption: Caption) {
    capturedAt = caption.capturedAt
    var values: [String: String] = [:]
    for line in caption.details.split(separator: "\n") {
      guard let line = DetailLine(line), values[line.name] == nil else { continue }
      values[line.name] = line.value
    }
    self.values = values
  }

  /// Latitude and longitude.
  var place: String { values["place"] ?? "" }

  /// The date; as it stands there, where it is none of ISO 8601.
  func taken(by calendar: CalendarWords) -> String {
    guard let taken = values["taken"] else {
      return capturedAt.map { calendar.moment("%x", $0) } ?? ""
    }
    return Self.date(taken).map { calendar.date($0.year, $0.month, $0.day) } ?? taken
  }

  /// The first ten characters of ISO 8601: `2026-11-27`.
  private static func date(_ text: String) -> (year: Int, month: Int, day: Int)? {
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil
    }
    guard parts.map(\.count) == [4, 2, 2], numbers.count == 3, (1...12).contains(numbers[1]),
      (1...31).contains(numbers[2])
    else { return nil }
    return (numbers[0], numbers[1], numbers[2])
  }
}
