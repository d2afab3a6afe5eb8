import ShmShow

/// What a show makes of what a person has told it by a key: a pure value.
struct ShowReply: Equatable, Sendable {
  /// When a show that has said nothing new is taken to stay as it is.
  static let patience = Duration.milliseconds(500)
  /// From when on what it says is no longer an answer: a picture takes so long to decode at most.
  static let end = Duration.seconds(10)

  private let before: ShowStatus
  private let start: Instant
  /// Whether it has been said how it stands.
  private var isSaid = false

  /// - Parameter before: What the show said before it was told.
  init(before: ShowStatus, at now: Instant) { (self.before, start) = (before, now) }

  /// When to look at it though nothing has come.
  var deadline: Instant? { isSaid ? nil : start + Self.patience }

  /// Whether nothing more is to be waited for.
  func isOver(at now: Instant) -> Bool { now >= start + Self.end }

  /// What to say of what the show says now; nil while that says nothing new.
  mutating func words(for status: ShowStatus, at now: Instant) -> (text: String, isLast: Bool)? {
    if let text = Self.news(status, since: before) { return (text, true) }
    guard !isSaid, now >= start + Self.patience else { return nil }
    isSaid = true
    return Self.place(status).map { ($0, false) }
  }

  private static func news(_ status: ShowStatus, since before: ShowStatus) -> String? {
    if status.state != before.state && status.position == before.position {
      switch status.state {
      case .paused: return "paused"
      case .playing: return "playing"
      case .waiting, .off: return nil
      }
    }
    let isElsewhere = (status.position, status.count) != (before.position, before.count)
    return isElsewhere ? place(status) : nil
  }

  private static func place(_ status: ShowStatus) -> String? {
    status.position > 0 ? "\(status.position)/\(status.count)" : nil
  }
}
