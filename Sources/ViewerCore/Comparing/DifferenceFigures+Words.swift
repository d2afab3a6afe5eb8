package import Pixels
package import ShmChannel

extension DifferenceFigures {
  /// For people.
  package func words(of sample: SampleType) -> String {
    if differingCount == 0 { return "none" }
    let isFloat = sample == .float32
    let numbers =
      isFloat
      ? "largest \(Float(largest)), mean \(Float(mean))"
      : "largest \(Int(largest)), mean \(Self.fixed(mean, places: 3))"
    return "\(numbers), \(share) of pixels"
  }

  private var share: String {
    let percent = 100 * Double(differingCount) / Double(max(pixelCount, 1))
    return percent < 0.01 ? "less than 0.01 %" : "\(Self.fixed(percent, places: 2)) %"
  }

  /// A number with so many digits behind its point.
  private static func fixed(_ number: Double, places: Int) -> String {
    let unit = (0..<places).reduce(1) { power, _ in power * 10 }
    let whole = Int((number * Double(unit)).rounded())
    let digits = String(whole % unit)
    let zeros = String(repeating: "0", count: places - digits.count)
    return "\(whole / unit).\(zeros)\(digits)"
  }
}
