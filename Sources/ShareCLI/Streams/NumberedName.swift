/// A file name with a place for a number, as `frame-%06d.png`.
struct NumberedName: Equatable {
  private let before: String
  private let after: String
  /// Digits at least, filled up with zeros.
  private let digitCount: Int

  /// Nil for a name without such a place.
  ///
  /// - Throws: `Problem` for one with several.
  init?(_ name: String) throws(Problem) {
    let places = name.indices.compactMap { Self.place(in: name, at: $0) }
    guard let place = places.first else { return nil }
    guard places.count == 1 else { throw Problem() }
    before = String(name[..<place.range.lowerBound])
    after = String(name[place.range.upperBound...])
    digitCount = place.digitCount
  }

  /// The place that begins there: `%d`, or `%06d` with any digit from 1 to 9.
  private static func place(
    in name: String, at start: String.Index
  ) -> (range: Range<String.Index>, digitCount: Int)? {
    var rest = name[start...]
    guard rest.popFirst() == "%" else { return nil }
    var digitCount = 1
    if rest.first == "0" {
      rest.removeFirst()
      guard let digit = rest.popFirst(), let count = Int(String(digit)), count > 0 else {
        return nil
      }
      digitCount = count
    }
    guard rest.popFirst() == "d" else { return nil }
    return (start..<rest.startIndex, digitCount)
  }

  /// A name with more than one place.
  struct Problem: Error, Equatable, CustomStringConvertible {
    var description: String { "has more than one place for a number" }
  }

  /// The name of that number's file.
  func name(_ number: Int) -> String {
    let digits = String(number)
    let zeros = String(repeating: "0", count: max(0, digitCount - digits.count))
    return before + zeros + digits + after
  }
}
