extension Channel {
  /// How many generations before the latest publishers leave alone; 0 in a new channel.
  public func history() throws(ChannelError) -> UInt32 { try current.control.history() }

  /// Has every publisher leave that many generations before the latest alone from now on, so that
  /// readers can `acquire` them. Each takes the memory of a frame.
  ///
  /// - Throws: `ChannelError.lockHeld` when another publisher keeps the lock for five seconds.
  public func setHistory(_ count: UInt32) throws(ChannelError) {
    try withLock { (directory) throws(ChannelError) in try directory.control.setHistory(count) }
  }
}
