/// Frames a second, as a numerator and a denominator above zero.
package struct StreamRate: Hashable, Sendable {
  package let numerator: Int
  package let denominator: Int

  /// The time from one frame to the next.
  package var interval: Duration { .seconds(1) * denominator / numerator }

  /// What a person may write, to stand behind "must be".
  package static let form = "a number from 0.001 to 100000, such as 30, 29.97 or 30000/1001"

  init(numerator: Int, denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// What a person writes: `30`, `29.97` or `30000/1001`; nil for anything else, and for less
  /// than a frame in 1,000 seconds or more than 100,000 a second.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let (above, scale) = Self.decimal(parts[0]), parts.count <= 2 else { return nil }
    let below = parts.count == 2 ? Int(parts[1]) : 1
    guard let below, (1...1_000_000).contains(below), scale * below <= Self.largest else {
      return nil
    }
    let rate = Double(above) / Double(scale * below)
    guard (0.001...100_000).contains(rate) else { return nil }
    self.init(numerator: above, denominator: scale * below)
  }

  /// No numerator or denominator is larger, so that programs read them in a YUV4MPEG2 header.
  static let largest = 1_000_000_000

  /// Digits, with some of them behind a point, as a whole number and what divides it; those beyond
  /// the ninth are cut.
  private static func decimal(_ text: Substring) -> (Int, Int)? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    let whole = parts[0].drop { $0 == "0" }
    guard whole.count <= 6 else { return nil }
    let fraction = parts.count == 2 ? parts[1].prefix(9 - whole.count) : ""
    guard let number = Int("0" + whole + fraction) else { return nil }
    return (number, (0..<fraction.count).reduce(1) { product, _ in product * 10 })
  }
}
