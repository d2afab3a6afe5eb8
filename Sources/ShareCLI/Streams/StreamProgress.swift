internal import Linux

/// The line that says how a stream goes, while it goes.
struct StreamProgress {
  /// How often it is redrawn: twice a second.
  static let interval = Duration.milliseconds(500)

  private var before = StreamTally()
  private var since: Duration
  private var isDrawn = false

  init(since start: Duration) { since = start }

  /// Draws it anew.
  mutating func draw(_ tally: StreamTally, at now: Duration, viewerCount: Int, name: String) {
    let text = tally.progress(since: before, now - since, viewerCount: viewerCount)
    StandardStreams.redraw("\(name): \(text)")
    before = tally
    since = now
    isDrawn = true
  }

  /// Takes it away.
  mutating func clear() {
    if isDrawn { StandardStreams.redraw("") }
    isDrawn = false
  }
}
