/// One line for a second, of what a person has done and would else not see: a pure value.
struct Feedback: Equatable, Sendable {
  typealias Instant = ContinuousClock.Instant

  /// How long it stands.
  static let duration = Duration.seconds(1)

  /// What is to be said; nil for nothing.
  private(set) var text: String?
  /// When it goes.
  private(set) var end: Instant?

  /// Says it, in place of what was said before.
  mutating func say(_ text: String, at now: Instant) {
    self.text = text
    end = now + Self.duration
  }

  /// Forgets what has stood for long enough.
  mutating func update(at now: Instant) {
    if let end, end <= now { (text, self.end) = (nil, nil) }
  }
}
