/// How far a publisher that draws no more than is seen may be ahead of its viewers; a pure value.
struct ShownPace {
  /// How many frames may be published that no viewer has shown: one that is being shown, and one
  /// that is to be the next.
  static let lead: UInt64 = 2
  /// How long viewers are waited for that show nothing: they may be stopped, or frozen.
  static let patience = Duration.milliseconds(250)

  /// What viewers have shown, and since when the publisher waits for more.
  private var last: (shown: UInt64, since: Duration)?

  /// Until when to wait for viewers; nil where there is none, they are not behind, or they have
  /// shown nothing for too long. Those that go on are waited for again.
  ///
  /// - Parameters:
  ///   - published: the newest generation.
  ///   - shown: the newest one that a viewer has shown; nil without a viewer.
  ///   - now: by `Clock.monotonic`.
  mutating func deadline(published: UInt64, shown: UInt64?, at now: Duration) -> Duration? {
    guard let shown, shown + Self.lead <= published else {
      last = nil
      return nil
    }
    if last?.shown != shown { last = (shown, now) }
    guard let last, now < last.since + Self.patience else { return nil }
    return last.since + Self.patience
  }
}
