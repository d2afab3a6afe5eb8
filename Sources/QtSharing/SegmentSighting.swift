/// What the kernel tells of a segment and its lock without a look at the bytes.
package struct SegmentSighting: Equatable, Sendable {
  /// The kernel's number of the segment, which no later one has for a long time.
  package var segment: Int32
  /// When it was made or given away: shmctl(2), `shm_ctime`, in seconds.
  package var changed: Int
  /// How many processes have it attached.
  package var attachments: Int
  /// The process that attached or detached it last.
  package var lastUser: Int32
  /// The process that locked or unlocked it last; nil if it has no lock.
  package var lastLocker: Int32?

  package init(
    segment: Int32, changed: Int, attachments: Int, lastUser: Int32, lastLocker: Int32?
  ) {
    self.segment = segment
    self.changed = changed
    self.attachments = attachments
    self.lastUser = lastUser
    self.lastLocker = lastLocker
  }
}
