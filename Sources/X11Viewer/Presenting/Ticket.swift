/// A draw request that a path has begun to send. It is executed when the server has done the last
/// of its X requests, by their serials.
struct Ticket {
  /// The first and the last X request so far.
  private var serials: ClosedRange<UInt>
  /// Whether nothing is left to send.
  private(set) var isSent: Bool

  /// All that was sent since `first` was the display's next serial; to be made before a fence is
  /// sent, whose event tells of the requests before it.
  init(since first: UInt, on display: Display, isSent: Bool = true) {
    serials = first...max(first, display.lastSerial)
    self.isSent = isSent
  }

  /// The same with what was sent after it.
  func extended(on display: Display, isSent: Bool) -> Ticket {
    Ticket(since: serials.lowerBound, on: display, isSent: isSent)
  }

  /// Whether the server is past all that was sent.
  ///
  /// - Parameter executed: the serial that it has come to.
  func isExecuted(by executed: UInt) -> Bool { executed >= serials.upperBound }

  /// Whether the server has refused a part of it.
  func isMet(by refusal: Refusal) -> Bool { serials.contains(refusal.serial) }
}
