/// What `T` shows, which is read twice a second, for a person can follow no more.
struct LiveTiming: Sendable {
  private static let pause = Duration.milliseconds(500)

  private(set) var face: TimingFace?
  /// When it was read, and how many frames had been measured then.
  private var read: (instant: Instant, count: UInt64)?

  /// Reads it anew, if it is time to.
  mutating func update(_ recorder: LatencyRecorder, at now: Instant) {
    if let read, read.count == recorder.count || now < read.instant + Self.pause { return }
    face = TimingFace(recorder)
    read = (now, recorder.count)
  }

  /// When to look again, if so many have been measured; nil: not before another is.
  func nextChange(measured count: UInt64) -> Instant? {
    guard let read, read.count != count else { return nil }
    return read.instant + Self.pause
  }
}
