package import ShmShow

/// A pause that a viewer has asked a show for while somebody looks closer: a pure value.
package struct Hold: Equatable, Sendable {
  /// What follows from what the show says.
  package enum Verdict: Equatable { case keep, forget, resume }

  /// Whether the show has taken the pause in.
  package private(set) var isKnown = false
  private var position: Int
  private var count: Int

  /// - Parameter show: What the show said before it was asked.
  package init(of show: ShowStatus) { (position, count) = (show.position, show.count) }

  /// What follows from what the show says now. Another viewer's `n` or End also lets it go; one
  /// that plays again has been let go, and a later pause is a pause of its own.
  package mutating func judge(_ show: ShowStatus?) -> Verdict {
    guard let show, show.isRunning else { return .forget }
    defer { (position, count) = (show.position, show.count) }
    switch show.state {
    case .playing: return isKnown ? .forget : .keep
    case .waiting, .off: return .keep
    case .paused:
      defer { isKnown = true }
      return isKnown && isForward(show) ? .resume : .keep
    }
  }

  /// Whether the show has gone to the next picture or to the last one; where pictures have come or
  /// gone, another position says nothing.
  private func isForward(_ show: ShowStatus) -> Bool {
    guard show.count == count, show.position != position, position > 0 else { return false }
    let next = position == count ? 1 : position + 1
    return show.position == next || show.position == count
  }
}
