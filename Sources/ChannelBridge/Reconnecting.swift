/// When the next connection is tried: after 1 to 10 s, by chance, so that after a broker's end not
/// all of its clients come back at the same moment.
package struct Reconnecting: Sendable {
  /// How the last connection, or the try, has ended.
  package enum Cause: Equatable, Sendable {
    /// At once: nobody listens, or the broker has said no.
    case refused
    /// Nothing came, so time enough has passed.
    case silence
  }

  /// In seconds.
  private static let shortest = 1.0
  private static let longest = 10.0
  /// The longest delay of the first try, and after a silence.
  private static let first = 1.4
  /// A connection that lasted so long was a good one.
  private static let trust = Duration.seconds(10)

  /// Failures since the last good connection.
  private var failures = 0

  package init() {}

  /// How long to wait before the next try.
  ///
  /// - Parameters:
  ///   - lifetime: how long there was a connection; nil if there was none.
  ///   - chance: from 0 to 1.
  package mutating func delay(
    after cause: Cause, lifetime: Duration?, chance: Double
  ) -> Duration {
    if let lifetime, lifetime >= Self.trust { failures = 0 }
    // 1.4, 2, 4, 8, 10, 10, ...
    let limit = failures == 0 || cause == .silence ? Self.first : Double(1 << min(failures, 4))
    failures += 1
    return .seconds(Self.shortest + (min(limit, Self.longest) - Self.shortest) * chance)
  }
}
