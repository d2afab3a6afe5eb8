/// How long, and how often, the frames of an animation are shown.
struct AnimationTiming {
  private(set) var frameCount = 0
  private(set) var passDuration = Duration.zero
  /// Passes; 0 is for ever.
  var loopCount = 1

  /// Counts one frame more, with the delay that the file has for it.
  mutating func append(_ delay: Duration) {
    frameCount += 1
    passDuration += Self.shown(delay)
  }

  /// The time for a frame: writers that meant "as fast as it goes" are shown at ten frames a
  /// second, as in browsers.
  static func shown(_ delay: Duration) -> Duration {
    delay <= .milliseconds(10) ? .milliseconds(100) : delay
  }
}
