import ArgumentParser
import ViewerCore

/// A time on the command line: seconds above zero, with or without a fraction.
struct Seconds: ExpressibleByArgument, Equatable {
  /// The same as clocks take it.
  let duration: Duration

  /// Longer than this is for ever, as far as anybody can tell: 30 years.
  private static let maximum = 1e9
  /// What is nearer to zero is this.
  private static let minimum = 1e-3

  init?(argument: String) {
    guard argument.utf8.allSatisfy({ "0123456789.".utf8.contains($0) }),
      let seconds = Double(argument), seconds > 0
    else { return nil }
    duration = .seconds(min(max(seconds, Self.minimum), Self.maximum))
  }
}
