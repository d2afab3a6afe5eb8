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

/// What is said of each action.
enum FeedbackWords {
  static func of(_ fit: Look.Fit) -> String {
    switch fit {
    case .shrink: "shrink"
    case .fit: "fit"
    case .fill: "fill"
    case .none: Information.percent(1)
    }
  }

  /// Of how a picture is magnified, at that scale.
  static func magnification(of style: Style, at scale: Double) -> String {
    style.magnification(at: scale) == .nearest ? "squares" : "smooth"
  }

  static func of(_ behind: Style.Behind) -> String {
    switch behind {
    case .darkSquares: "dark squares behind"
    case .lightSquares: "light squares behind"
    case .black: "black behind"
    case .white: "white behind"
    }
  }

  static let reset = "as at first"
  static let noShow = "no slideshow here"
  static let smallWindow = "too small for the help"
}
