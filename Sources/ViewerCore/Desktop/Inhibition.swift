/// Whether the screen saver is to be held off; a pure value.
package struct Inhibition: Equatable, Sendable {
  /// What `--inhibit` says.
  package enum Policy: String, CaseIterable, Sendable {
    /// While the window is fullscreen and fed.
    case auto
    case always
    case never
  }

  /// A decision, and when it is to be looked at again; `nil`: not before something happens.
  package struct Verdict: Equatable, Sendable {
    package var holds: Bool
    package var expires: Instant?
  }

  /// For how long a frame feeds the window: as long as X servers wait by default before they blank
  /// the screen.
  package static let interval = Duration.seconds(600)

  package let policy: Policy

  package init(policy: Policy) { self.policy = policy }

  /// What follows from the situation.
  ///
  /// - Parameters:
  ///   - lastFrame: When the newest frame was shown first.
  ///   - isPlaying: Whether a slideshow goes on by itself on the channel; asked only if it matters.
  package func verdict(
    isFullscreen: Bool, lastFrame: Instant?, at now: Instant,
    isPlaying: () -> Bool
  ) -> Verdict {
    switch policy {
    case .always: return Verdict(holds: true)
    case .never: return Verdict(holds: false)
    case .auto:
      guard isFullscreen else { return Verdict(holds: false) }
      if let lastFrame, now < lastFrame + Self.interval {
        return Verdict(holds: true, expires: lastFrame + Self.interval)
      }
      // A show that is killed says nothing: it is looked after.
      return isPlaying()
        ? Verdict(holds: true, expires: now + Self.interval) : Verdict(holds: false)
    }
  }
}
