/// How many frames a stream of a constant rate is owed: at each instant of it one, the newest or
/// the one before once more, so that the time of the stream is the time of the clock.
package struct ConstantRate: Hashable, Sendable {
  /// From one frame to the next.
  private let interval: Duration
  private var start: Duration?
  private var count = 0

  /// - Parameter interval: above zero.
  package init(interval: Duration) {
    precondition(interval > .zero, "frames without a time between them")
    self.interval = interval
  }

  /// When the next frame is due; nil for at once, before the first.
  package var dueTime: Duration? { start.map { $0 + interval * count } }

  /// A frame has been written.
  package mutating func didWrite(now: Duration) {
    if start == nil { start = now }
    count += 1
  }
}
