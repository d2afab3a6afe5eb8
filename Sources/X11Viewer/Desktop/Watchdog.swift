import ViewerCore

/// When a viewer says that it lives: a pure value. It lives while the X server answers.
struct Watchdog {
  /// What is to be done.
  enum Deed: Equatable {
    /// Say so, and ask the server again.
    case sayAndAsk
    /// Ask the server: it has not been asked yet.
    case ask
  }

  private let pace: Duration
  /// When to look again.
  private(set) var deadline: Instant
  /// The request that the server has been asked by, until it has answered.
  private var question: UInt?
  private var hasAsked = false

  /// - Parameter interval: within which it is to be heard.
  init(within interval: Duration, at now: Instant) {
    pace = interval / 2
    deadline = now
  }

  /// The server was asked by that request.
  mutating func didAsk(by serial: UInt) {
    question = serial
    hasAsked = true
  }

  /// What there is to do, of which the server has executed all requests up to that one.
  mutating func take(executed: UInt, at now: Instant) -> Deed? {
    if let question, executed >= question { self.question = nil }
    guard now >= deadline else { return nil }
    deadline = now + pace
    if !hasAsked { return .ask }
    return question == nil ? .sayAndAsk : nil
  }
}
