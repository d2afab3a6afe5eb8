import Linux

extension ChannelReader {
  /// Pins the frame of a generation, the latest or one before it; nil when it is gone, or never
  /// was.
  ///
  /// Publishers keep as many generations before the latest as `Channel.setHistory` says, or a
  /// viewer wishes (`Presence.viewer`). Older ones may be there for a while.
  ///
  /// - Throws: `ChannelError`, as `acquireLatest` does.
  public func acquire(_ generation: Generation) throws(ChannelError) -> PinnedFrame? {
    if attachment == nil { _ = try refresh() }
    return try attachment?.acquire(generation)
  }

  /// The frames that are there now, the oldest first; any but the latest may go at any time.
  ///
  /// - Throws: `ChannelError`, as `refresh` does.
  public func keptFrames() throws(ChannelError) -> [KeptFrame] {
    if attachment == nil { _ = try refresh() }
    return try attachment?.keptFrames() ?? []
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
        guard try glance(at: serial)?.generation == generation else { continue }
        // The header is read again when the frame is pinned: it may have been taken meanwhile.
        let claimed = Latest(generation: generation, serial: serial)
        if let frame = try pin(claimed) { return frame }
      } catch {
        guard case .refused = error else { throw error }  // not a file of ours
      }
    }
    return nil
  }

  fileprivate func keptFrames() throws(ChannelError) -> [KeptFrame] {
    let latest = try directory.control.latest()
    var kept: [KeptFrame] = []
    for serial in try directory.frameSerials() {
      do throws(ChannelError) {
        guard let frame = try glance(at: serial), frame.generation != .empty,
          frame.generation <= latest.generation
        else { continue }
        kept.append(frame)
      } catch {
        guard case .refused = error else { throw error }  // not a file of ours
      }
    }
    return kept.sorted { $0.generation < $1.generation }
  }

  /// What a frame's file claims to be; it stays open only if it was. Nil if it is gone.
  private func glance(at serial: Serial) throws(ChannelError) -> KeptFrame? {
    let known = frames[serial]
    return try ifThere { () throws(ChannelError) in
      let file: ReaderFrame
      if let known { file = known } else { file = try ReaderFrame(serial, in: directory.directory) }
      let status = try file.status()
      guard status.links > 0 else { return nil }
      return KeptFrame(
        generation: try file.generation(), allocatedByteCount: status.allocatedByteCount)
    } ?? nil
  }
}
