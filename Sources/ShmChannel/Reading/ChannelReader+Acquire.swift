import Linux

extension ChannelReader {
  /// Pins the newest frame; nil when there is no channel, or no frame yet.
  ///
  /// Looks the name up where no `refresh()` has found the channel before.
  ///
  /// After a failed system call the doorbell rings within a second: nothing else would, when there
  /// are descriptors or memory again.
  ///
  /// - Throws: `ChannelError.damagedFrame` when `latest` names a frame that cannot be had; wait for
  ///   the doorbell then. `ChannelError.refused` for a file that is not to be trusted.
  public func acquireLatest() throws(ChannelError) -> PinnedFrame? { try acquire(nil) }

  /// Pins the frame that `refresh()` has just told of, or the newest, if that one is gone already.
  /// One that has come since rings the doorbell, so nothing is missed and one look is saved.
  ///
  /// - Throws: `ChannelError`, as `acquireLatest` does.
  public func acquire(_ availability: Availability) throws(ChannelError) -> PinnedFrame? {
    guard case .frame(let generation, let channel) = availability,
      let seen = attachment?.seen, seen.generation == generation,
      attachment?.directory.id == channel
    else { return try acquireLatest() }
    return try acquire(seen)
  }

  private func acquire(_ seen: Latest?) throws(ChannelError) -> PinnedFrame? {
    if attachment == nil { _ = try refresh() }
    guard let attachment else { return nil }
    let frame: PinnedFrame?
    do throws(ChannelError) { frame = try attachment.acquireLatest(seen, root: root) } catch {
      if case .system = error { bell.retryLater() }
      throw error
    }
    if frame == nil, try !attachment.directory.isCurrent(in: root) { bell.retryNow() }
    return frame
  }
}
