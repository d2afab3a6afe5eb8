private import Linux
private import QtSharing

/// Takes the lock of a key, and tells people where that does not come about.
final class QtLockWait {
  private let place: QtPlace
  private let loop: BridgeLoop
  private var patience = LockPatience()

  /// For how long a try blocks, signals included.
  private static let attempt = Duration.milliseconds(200)

  init(_ place: QtPlace, _ loop: BridgeLoop) {
    self.place = place
    self.loop = loop
  }

  /// Runs `body` under the lock.
  ///
  /// - Returns: what it returns; nil if the lock could not be taken, or was not kept until the end.
  func withLock<R, E: Error>(_ body: () throws(E) -> R) throws -> R? {
    guard try place.lock.acquire(waiting: Self.attempt) else {
      try noteRefusal()
      return nil
    }
    patience.noteSuccess()
    do {
      let result = try body()
      return try place.lock.release() ? result : nil
    } catch {
      try place.lock.release()
      throw error
    }
  }

  /// Removes what this process has made, in the end.
  ///
  /// - Parameter cleanUp: what to do before, under the lock.
  func end(_ cleanUp: () throws -> Void) {
    let deadline = Deadline(after: .seconds(1))
    repeat {
      guard (try? place.lock.acquire(waiting: Self.attempt)) == true else { continue }
      try? cleanUp()
      try? place.lock.removeIfMade()
      _ = try? place.lock.release()
      return
    } while !deadline.hasPassed
  }

  private func noteRefusal() throws {
    guard patience.noteRefusal(at: Clock.monotonic()) else { return }
    let seconds = LockPatience.limit.components.seconds
    let words: String
    switch try place.lock.holder() {
    case .dead(let process):
      words = "was held for \(seconds) s by process \(process), which has ended; it is freed"
      try place.lock.free(from: process)
    case .running(let process):
      words = "is held for \(seconds) s now, last by process \(process); waiting on"
    case .unknown(let semaphore):
      words =
        "is held for \(seconds) s now by nobody known; to remove it: ipcrm -s \(semaphore)"
    case nil: return
    }
    loop.complain(Failure(.timedOut, "\(place.name): its lock \(words)"))
  }
}
