/// A time on the command line: seconds, with or without a fraction, zero or more.
package struct Seconds: Equatable, Sendable, CustomStringConvertible {
  /// The same as clocks take it.
  package let duration: Duration

  /// Longer than this is for ever, as far as anybody can tell: 30 years.
  private static let maximum = 1e9

  package init(_ duration: Duration) { self.duration = duration }

  /// What a person wrote; nil for what is not a time.
  package init?(argument: String) {
    guard argument.utf8.allSatisfy({ "0123456789.".utf8.contains($0) }),
      let seconds = Double(argument)
    else { return nil }
    duration = .seconds(min(seconds, Self.maximum))
  }

  /// As a person would write it: without a fraction that is zero.
  package var description: String {
    let (seconds, attoseconds) = duration.components
    guard attoseconds != 0 else { return "\(seconds)" }
    return "\(duration / .seconds(1))"
  }
}
