/// When the pointer hides: after it has rested for a second where it may hide, until it moves. A
/// pure value; its clock does not run while nothing moves.
package struct PointerRest: Equatable, Sendable {
  /// Whether it may hide at all.
  package private(set) var isWanted = false
  package private(set) var isHidden = false
  /// When to look again.
  package private(set) var deadline: Instant?
  private var lastMotion: Instant?

  /// How long it has to rest.
  package static let time = Duration.seconds(1)

  /// It may not hide.
  package init() {}

  /// It may hide from now on, or may no longer.
  package mutating func want(_ isWanted: Bool, at now: Instant) {
    if isWanted == self.isWanted { return }
    self = PointerRest()
    self.isWanted = isWanted
    if isWanted { didMove(at: now) }
  }

  /// It has moved. A deadline that is set stays: moving it with each motion would cost more than
  /// one look too many.
  package mutating func didMove(at now: Instant) {
    guard isWanted else { return }
    isHidden = false
    lastMotion = now
    if deadline == nil { deadline = now + Self.time }
  }

  /// The deadline has passed.
  package mutating func didPass(at now: Instant) {
    guard isWanted, let lastMotion, deadline != nil else { return }
    let end = lastMotion + Self.time
    isHidden = now >= end
    deadline = isHidden ? nil : end
  }
}
