import Linux

extension ChannelReader {
  /// Pins the frame of a generation, the latest or one before it; nil when it is gone, or never
  /// was.
  ///
  /// Publishers keep as many generations before the latest as `Channel.setHistory` says. Older ones
  /// may be there for a while.
  ///
  /// - Throws: `ChannelError`, as `acquireLatest` does.
  public func acquire(_ generation: Generation) throws(ChannelError) -> PinnedFrame? {
    if attachment == nil { _ = try refresh() }
    return try attachment?.acquire(generation)
  }
}

extension OpenChannel {
  /// Pins a frame that claims `generation`, which is not one of the future.
  fileprivate func acquire(_ generation: Generation) throws(ChannelError) -> PinnedFrame? {
    // First: a frame above the latest is an orphan, and its number will be given out again.
    let latest = try directory.control.latest()
    guard generation != .empty, generation <= latest.generation else { return nil }
    for serial in try directory.frameSerials() {
      do throws(ChannelError) {
        guard let file = try self.frame(serial), try file.generation() == generation else {
          continue
        }
        // The header is read again when the frame is pinned: it may have been taken meanwhile.
        let claimed = Latest(generation: generation, serial: serial)
        if let frame = try pin(claimed) { return frame }
      } catch {
        guard case .refused = error else { throw error }  // not a file of ours
      }
    }
    return nil
  }
}
