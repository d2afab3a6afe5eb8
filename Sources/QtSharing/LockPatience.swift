/// How long a lock is waited for before people are told: once, until it was ours again.
package struct LockPatience: Sendable {
  /// Nobody holds it longer than it takes to copy a picture.
  package static let limit = Duration.seconds(5)
  /// A try and the pause behind it take less: people are told by the last one within the limit.
  private static let attempt = Duration.milliseconds(700)

  private var since: Duration?
  private var hasTold = false

  package init() {}

  /// The lock could not be taken.
  ///
  /// - Reattempts: whether it is time to tell.
  package mutating func noteRefusal(at now: Duration) -> Bool {
    let start = since ?? now
    since = start
    guard !hasTold, now - start >= Self.limit - Self.attempt else { return false }
    hasTold = true
    return true
  }

  /// The lock was ours.
  package mutating func noteSuccess() { self = LockPatience() }
}
