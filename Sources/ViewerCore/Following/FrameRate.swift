/// How many frames a second are shown, over the last few seconds.
package struct FrameRate {
  /// How long a frame counts.
  package static let window = Duration.seconds(3)
  /// Fewer in that time are not a stream.
  package static let least = 4
  /// More need not be remembered: the rate of these says as much.
  private static let most = 1024

  /// In order; those that count no more are let go of in bulk, not with each frame.
  private var instants: [Instant] = []

  /// Nothing has been shown yet.
  package init() {}

  /// A frame was shown.
  package mutating func didShow(at now: Instant) {
    instants.append(now)
    let half = instants.count / 2
    if instants.count > Self.most || instants[half] + Self.window < now {
      instants.removeFirst(half)
    }
  }

  /// Frames a second; nil if it is not a stream.
  package func rate(at now: Instant) -> Double? {
    let recent = instants.drop { $0 + Self.window < now }
    guard recent.count >= Self.least, let first = recent.first, let last = recent.last,
      first < last
    else { return nil }
    return Double(recent.count - 1) / (first.duration(to: last) / .seconds(1))
  }

  /// When the last of the frames ceases to count.
  package var end: Instant? { instants.last.map { $0 + Self.window } }

  /// A rate in words.
  package static func text(_ rate: Double) -> String {
    let tenths = Int((min(max(rate, 0), 1e6) * 10).rounded())
    return tenths >= 100
      ? "\((tenths + 5) / 10) frames/s" : "\(tenths / 10).\(tenths % 10) frames/s"
  }
}
