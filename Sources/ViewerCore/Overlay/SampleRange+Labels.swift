package import ShmChannel

extension SampleRange {
  /// What stands at the ends and in the middle of a scale: whole numbers, and where the range is
  /// small, fractions of a thousandth of it or finer, since its tones tell no more.
  package var labels: [String] {
    let (low, high) = (Double(low), Double(high))
    let digits = Self.fractionDigits(ofThousandth: abs(high - low))
    return [low, (low + high) / 2, high].map { Self.label($0, fractionDigits: digits) }
  }

  /// How many digits behind the point tell a thousandth of the span apart.
  private static func fractionDigits(ofThousandth span: Double) -> Int {
    var (count, power) = (0, 1.0)
    while power * 1_000 > span { (count, power) = (count + 1, power / 10) }
    return count
  }

  /// A number with as many digits behind the point, but for zeros at its end.
  private static func label(_ value: Double, fractionDigits: Int) -> String {
    guard fractionDigits <= 9 else { return text(Float(value)) }
    let power = (0..<fractionDigits).reduce(1) { power, _ in power * 10 }
    let steps = (value * Double(power)).rounded()
    guard let count = Int(exactly: abs(steps)), count < 1 << 50 else { return text(Float(value)) }
    var fraction = String(power + count % power).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return (steps < 0 ? "-" : "") + "\(count / power)" + (fraction.isEmpty ? "" : "." + fraction)
  }
}
