/// Which samples are shown as black and as white; those between become grays, evenly.
///
/// `low` may be above `high`: then small samples are bright.
public struct SampleRange: Hashable, Sendable {
  /// Shown as black.
  public let low: Float
  /// Shown as white.
  public let high: Float

  /// Nil where one is not a finite number, or both are the same.
  public init?(low: Float, high: Float) {
    guard low.isFinite, high.isFinite, low != high else { return nil }
    self.init(known: low, high)
  }

  private init(known low: Float, _ high: Float) {
    self.low = low
    self.high = high
  }

  /// 0 to 255.
  public static let bytes = SampleRange(known: 0, 255)
  /// 0 to 65,535.
  public static let words = SampleRange(known: 0, 65_535)
  /// 0 to 1.
  public static let unit = SampleRange(known: 0, 1)
}

extension SampleRange: CustomStringConvertible {
  /// `LOW:HIGH`, as options take it; whole numbers without a fraction.
  public var description: String { "\(Self.text(low)):\(Self.text(high))" }

  /// A number without a fraction that says nothing.
  package static func text(_ value: Float) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Reads `LOW:HIGH`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let low = Float(parts[0]), let high = Float(parts[1]) else {
      return nil
    }
    self.init(low: low, high: high)
  }
}
