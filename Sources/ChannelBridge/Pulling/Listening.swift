/// Whether a subscriber listens to `meta`. What it has not read of that queues in the broker, on a
/// slow line for longer and longer, and a broker whose queue is full drops what comes then: of the
/// last picture nobody would hear. So from time to time it stops, and when it has pulled what it
/// has heard of, it asks anew, which brings the newest: docs/model/pull.pml.
package struct Listening: Sendable {
  /// Of so many pictures it hears before that: far fewer than brokers queue (mosquitto 1,000).
  static let patience = 32

  private var heardCount = 0
  /// Whether it has stopped.
  package private(set) var isPaused = false

  package init() {}

  /// It has heard of another picture.
  ///
  /// - Returns: whether the subscription to `meta` ends now.
  package mutating func noteNews() -> Bool {
    heardCount += 1
    guard !isPaused, heardCount >= Self.patience else { return false }
    isPaused = true
    return true
  }

  /// Nothing is being pulled.
  ///
  /// - Returns: whether it subscribes to `meta` again.
  package mutating func noteRest() -> Bool {
    guard isPaused else { return false }
    self = Listening()
    return true
  }
}
