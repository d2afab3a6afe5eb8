/// When a window that has not appeared is asked onto the screen once more. A pure value.
///
/// A window manager that starts at the same moment, as on a wall after the power has come back, may
/// have taken the first request and lost it: openbox does.
package struct MapRepetition: Sendable {
  /// The pauses between the requests: none of these window managers takes half a minute to start.
  private static let pauses: [Duration] = [1, 2, 4, 8, 16].map { .seconds($0) }

  private var left = Self.pauses[...]
  /// When to ask again; nil for never.
  package private(set) var deadline: Instant?

  /// The first request is sent now.
  package init(at now: Instant) { advance(now) }

  /// The window is on the screen, or a window manager knows it.
  package mutating func end() { deadline = nil }

  /// Whether another request is due.
  package mutating func take(at now: Instant) -> Bool {
    guard let deadline, deadline <= now else { return false }
    advance(now)
    return true
  }

  private mutating func advance(_ now: Instant) {
    deadline = left.popFirst().map { now + $0 }
  }
}
