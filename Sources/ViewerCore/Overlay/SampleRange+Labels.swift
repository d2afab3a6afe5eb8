package import ShmChannel

extension SampleRange {
  /// What stands at the ends and in the middle of a scale: whole numbers, and where the range is
  /// small, fractions; very large and very small numbers with an exponent.
  ///
  /// - Parameter parts: how many parts of the range the digits tell apart. Of a thousand, and no
  ///   more: its tones tell no more.
  package func labels(ofParts parts: Double = 1_000) -> [String] {
    let (low, high) = (Double(low), Double(high))
    let step = abs(high - low) / parts
    return [low, (low + high) / 2, high].map { Self.label($0, step: step) }
  }

  /// A number with as many digits as tell steps apart, but for zeros at its end.
  private static func label(_ value: Double, step: Double) -> String {
    let digits = max(0, -exponent(of: step))
    guard digits <= 9, abs(value) < 1e9 else { return scientific(value, step: step) }
    let text = decimal(abs(value), fractionDigits: digits)
    return (value < 0 && text != "0" ? "-" : "") + text
  }

  /// `1.25e-17`.
  private static func scientific(_ value: Double, step: Double) -> String {
    var exponent = Self.exponent(of: value)
    guard abs(value) > step / 2 else { return "0" }
    let digits = min(max(0, exponent - Self.exponent(of: step)), 7)
    var text = decimal(abs(value) / power(exponent), fractionDigits: digits)
    if text == "10" { (text, exponent) = ("1", exponent + 1) }
    return (value < 0 ? "-" : "") + text + "e" + (exponent < 0 ? "-" : "+") + "\(abs(exponent))"
  }

  /// A number from 0 on, of which a whole number has room for all its digits.
  private static func decimal(_ value: Double, fractionDigits: Int) -> String {
    let power = (0..<fractionDigits).reduce(1) { power, _ in power * 10 }
    let count = Int((value * Double(power)).rounded())
    var fraction = String(power + count % power).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return "\(count / power)" + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// That of the power of ten that is not above the number; 0 for 0.
  private static func exponent(of number: Double) -> Int {
    let number = abs(number)
    var exponent = 0
    while number != 0, number < power(exponent) { exponent -= 1 }
    while number >= power(exponent + 1) { exponent += 1 }
    return exponent
  }

  /// Of ten.
  private static func power(_ exponent: Int) -> Double {
    let power = (0..<abs(exponent)).reduce(1.0) { power, _ in power * 10 }
    return exponent < 0 ? 1 / power : power
  }
}
