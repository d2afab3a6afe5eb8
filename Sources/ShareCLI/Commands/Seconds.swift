internal import ArgumentParser

/// A time on the command line: seconds, with or without a fraction, zero or more.
struct Seconds: ExpressibleByArgument, Equatable, CustomStringConvertible {
  /// The same as the library takes it.
  let duration: Duration

  /// Longer than this is for ever, as far as anybody can tell: 30 years.
  private static let maximum = 1e9

  init(_ duration: Duration) { self.duration = duration }

  init?(argument: String) {
    guard argument.utf8.allSatisfy({ "0123456789.".utf8.contains($0) }),
      let seconds = Double(argument), seconds.isFinite
    else { return nil }
    duration = .seconds(min(seconds, Self.maximum))
  }

  /// As a person would write it: without a fraction that is zero.
  var description: String {
    let (seconds, attoseconds) = duration.components
    guard attoseconds != 0 else { return "\(seconds)" }
    return "\(duration / .seconds(1))"
  }
}
