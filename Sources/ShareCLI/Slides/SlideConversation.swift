private import Glibc
private import Linux
private import SystemPackage

/// The two pipes between a slideshow and the process that holds a slide, as that process sees them.
struct SlideConversation {
  /// What has come since the last whole line.
  private var pending: [UInt8] = []
  private var hasEnded = false

  /// What comes without an end of line is the end.
  private static let longestLine = SlideOrder.longestLine

  /// What comes next.
  enum Event: Equatable {
    case order(SlideOrder)
    /// The slideshow is gone, or is done with this slide.
    case end
    /// The deadline has passed.
    case timeout
  }

  /// Writes a line; a reader that has gone is met as the end of the orders.
  func say(_ answer: SlideAnswer) throws(Failure) {
    try StandardStreams.say(answer.line + "\n")
  }

  /// Waits for an order, no longer than until `deadline`; nil waits for ever.
  mutating func next(before deadline: SuspendingClock.Instant? = nil) -> Event {
    while true {
      if let line = takeLine() {
        if let order = SlideOrder(line: line) { return .order(order) }
      } else if hasEnded || pending.count > Self.longestLine {
        return .end
      } else if !waitForInput(until: deadline) {
        return .timeout
      } else {
        readInput()
      }
    }
  }

  private mutating func takeLine() -> String? {
    guard let end = pending.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { pending.removeSubrange(...end) }
    return String(decoding: pending[..<end], as: UTF8.self)
  }

  private mutating func readInput() {
    do throws(SystemError) {
      let bytes = try readSome(STDIN_FILENO, atMost: Self.longestLine)
      pending += bytes
      hasEnded = bytes.isEmpty
    } catch {
      hasEnded = error.errno != .resourceTemporarilyUnavailable
    }
  }

  /// False when the deadline has passed.
  private func waitForInput(until deadline: SuspendingClock.Instant?) -> Bool {
    let limit = Deadline(after: deadline.map { max(.zero, $0 - .now) })
    return (try? Readiness.readable.wait(on: STDIN_FILENO, until: limit)) != []
  }
}
