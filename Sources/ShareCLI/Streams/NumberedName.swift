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
    let places = name.matches(of: #/%(?:0([1-9]))?d/#)
    guard let place = places.first else { return nil }
    guard places.count == 1 else { throw Problem() }
    before = String(name[..<place.range.lowerBound])
    after = String(name[place.range.upperBound...])
    digitCount = place.output.1.flatMap { Int($0) } ?? 1
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
