/// One line for a moment, of what a person has done, or may do, and would
/// else not see: a pure value.
struct Feedback: Equatable, Sendable {
  /// How long it stands, mostly.
  static let duration = Duration.seconds(1)

  /// What is to be said; nil for nothing.
  private(set) var text: String?
  /// When it goes.
  private(set) var end: Instant?

  /// Says it, in place of what was said before.
  mutating func say(_ text: String, at now: Instant, for duration: Duration = duration) {
    self.text = text
    end = now + duration
  }

  /// Forgets it, if that is what stands.
  mutating func takeBack(_ text: String) {
    if self.text == text { (self.text, end) = (nil, nil) }
  }

  /// Forgets what has stood for long enough.
  mutating func update(at now: Instant) {
    if let end, end <= now { (text, self.end) = (nil, nil) }
  }
}
