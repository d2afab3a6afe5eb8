/// A moment after which an operation gives up, by `Clock.monotonic`; never, if made from nil.
package struct Deadline: Hashable, Sendable {
  /// Nil for never.
  package let moment: Duration?

  /// At a time as `Clock.monotonic` has it.
  package init(at moment: Duration?) { self.moment = moment }

  /// `timeout` from now; what is too long to count is never.
  package init(after timeout: Duration?) {
    guard let timeout, timeout < .seconds(1_000_000_000) else {
      moment = nil
      return
    }
    moment = Clock.monotonic() + timeout
  }

  /// Never.
  package static var never: Deadline { Deadline(at: nil) }

  /// Time left, at least zero; nil for ever.
  package var remaining: Duration? { moment.map { max(.zero, $0 - Clock.monotonic()) } }

  /// Whether no time is left.
  package var hasPassed: Bool { remaining == .zero }
}
