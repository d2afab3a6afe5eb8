/// A file name with a place for a number, as `frame-%06d.png`.
struct NumberedName: Equatable {
  private let before: String
  private let after: String
  /// Digits at least, filled up with zeros.
  private let digitCount: Int

  /// Nil for a name without such a place, which is what it is, whatever percent signs are in it.
  ///
  /// - Throws: `Problem` for one with several.
  init?(_ name: String) throws(Problem) {
    var rest = Substring(name)
    var texts = [""]
    var digitCounts: [Int] = []
    while let first = rest.first {
      if let place = Self.place(atStartOf: rest) {
        digitCounts.append(place.digitCount)
        texts.append("")
        rest = place.rest
      } else {
        texts[texts.count - 1].append(first)
        rest = rest.dropFirst(rest.hasPrefix("%%") ? 2 : 1)
      }
    }
    guard let digitCount = digitCounts.first else { return nil }
    guard digitCounts.count == 1 else { throw Problem() }
    (before, after) = (texts[0], texts[1])
    self.digitCount = digitCount
  }

  /// `%d`, or with the number of digits as FFmpeg takes it: `%06d`, `%6d`, `%012d`.
  private static func place(atStartOf name: Substring) -> (digitCount: Int, rest: Substring)? {
    guard name.first == "%" else { return nil }
    let digits = name.dropFirst().prefix { ("0"..."9").contains($0) }
    let rest = name[digits.endIndex...]
    // A name has 255 bytes at most (NAME_MAX).
    guard rest.first == "d", digits.utf8.count == digits.count, digits.count <= 3 else {
      return nil
    }
    return (digits.isEmpty ? 1 : Int(digits) ?? 1, rest.dropFirst())
  }

  /// A name with more than one place.
  struct Problem: Error, Equatable, CustomStringConvertible {
    var description: String { "has more than one place for a number; %% stands for a percent sign" }
  }

  /// The name of that number's file.
  func name(_ number: Int) -> String {
    let digits = String(number)
    let zeros = String(repeating: "0", count: max(0, digitCount - digits.count))
    return before + zeros + digits + after
  }
}
