extension Channel {
  /// The most generations before the latest that are ever kept: publishers have each frame's file
  /// open, and a process mostly may have 1,024 (`RLIMIT_NOFILE`).
  public static let maximumHistory: UInt32 = 256

  /// How many generations before the latest publishers leave alone; 0 in a new channel.
  public func history() throws(ChannelError) -> UInt32 { try current.control.history() }

  /// Has every publisher leave that many generations before the latest alone from now on, so that
  /// readers can `acquire` them. Each takes the memory of a frame; where that is short, the oldest
  /// give theirs to the picture that comes.
  ///
  /// - Parameter count: Of more than `maximumHistory`, so many are kept.
  /// - Throws: `ChannelError.lockHeld` when another publisher keeps the lock for five seconds.
  public func setHistory(_ count: UInt32) throws(ChannelError) {
    try withLock { (directory) throws(ChannelError) in try directory.control.setHistory(count) }
  }

  /// Gives up the oldest frame that is neither the latest nor pinned, since memory is short: what
  /// comes counts more than what was.
  ///
  /// - Returns: Whether there was one.
  func giveUpOldest(in directory: ChannelDirectory) throws(ChannelError) -> Bool {
    guard let lock = try directory.lock(in: root) else { return false }
    let isDone = try giveUpOldest(underLockOf: directory)
    lock.release()
    return isDone
  }

  /// The same where the publishers' lock is held.
  func giveUpOldest(underLockOf directory: ChannelDirectory) throws(ChannelError) -> Bool {
    let latest = try directory.control.latest()
    for state in try scan(directory)
    where state.frame.serial != latest.serial && state.links == 1 && !state.frame.isLent {
      guard try state.frame.tryLock() else { continue }
      if try state.isUnchanged() {
        try state.frame.discard(from: directory.directory)
        return true
      }
      state.frame.unlock()
      forgetSurvey()
    }
    return false
  }
}
