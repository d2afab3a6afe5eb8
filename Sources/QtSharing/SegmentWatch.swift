/// Decides when the bytes of a segment are worth a look; there is no bell.
///
/// Times in the kernel's records are whole seconds, but it also notes which process came last.
/// After our own look that is we, until somebody else locks, attaches or detaches.
package struct SegmentWatch: Sendable {
  /// How often the records are looked at.
  package static let interval = Duration.milliseconds(250)
  /// How often the bytes are, where nothing is noted: a program may write without the lock.
  package static let longestTrust = Duration.seconds(1)

  private let ownProcess: Int32
  private var looked: (segment: Int32, changed: Int, time: Duration)?

  /// - Parameter ownProcess: the one whose own looks do not count.
  package init(ownProcess: Int32) { self.ownProcess = ownProcess }

  /// Whether to look at the bytes now.
  package func isDue(_ sighting: SegmentSighting, at now: Duration) -> Bool {
    guard let looked, looked.segment == sighting.segment, looked.changed == sighting.changed else {
      return true
    }
    if sighting.lastUser != ownProcess || sighting.lastLocker != ownProcess { return true }
    // The process that had it attached has gone without removing it: killed.
    if sighting.attachments == 0 { return true }
    return now - looked.time >= Self.longestTrust
  }

  /// The bytes have been looked at, under the lock.
  package mutating func noteLook(segment: Int32, changed: Int, at now: Duration) {
    looked = (segment, changed, now)
  }

  /// The next sighting is due whatever it is.
  package mutating func forget() { looked = nil }
}
