/// The numbers of the information panel that could change with each frame: they are read twice a
/// second, for a person can follow no more.
package struct LiveNumbers {
  package struct Sample: Equatable {
    package var rate: Double?
    package var skipped: UInt64 = 0
  }

  private static let pause = Duration.milliseconds(500)

  package var rate = FrameRate()
  package private(set) var sample = Sample()
  private var sampledAt: Instant?

  /// Nothing has been read yet.
  package init() {}

  /// Reads the numbers anew, if it is time to.
  package mutating func update(skipped: UInt64, at now: Instant) {
    if let sampledAt, now < sampledAt + Self.pause { return }
    let new = Sample(rate: rate.rate(at: now), skipped: skipped)
    if new != sample { (sample, sampledAt) = (new, now) }
  }

  /// When to look again; nil: not before something is shown.
  package func nextChange(skipped: UInt64, after now: Instant) -> Instant? {
    if let sampledAt, Sample(rate: rate.rate(at: now), skipped: skipped) != sample {
      return sampledAt + Self.pause
    }
    // A rate that is shown ends with its stream.
    return sample.rate == nil ? nil : rate.end
  }
}
