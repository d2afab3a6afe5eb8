import Linux

extension Channel {
  /// Publishes a lent frame: header first, then `latest`, which rings every watcher.
  ///
  /// A kill before the last step leaves an orphan, which the next loan or commit invalidates.
  ///
  /// - Parameter expected: what must still be the latest; nil for anything.
  /// - Returns: nil, with nothing done, when something else is.
  func commit(
    _ frame: PublisherFrame, in directory: ChannelDirectory, _ draft: FrameInfo,
    ifLatestIs expected: Generation? = nil
  ) throws(ChannelError) -> Generation? {
    precondition(frame.isLent, "the loan has ended")
    let generation = try underLock(of: directory) { () throws(ChannelError) in
      try commit(frame, underLockOf: directory, draft, ifLatestIs: expected)
    }
    guard let generation else { throw .removedWhilePublishing(name) }
    return generation
  }

  private func commit(
    _ frame: PublisherFrame, underLockOf directory: ChannelDirectory, _ draft: FrameInfo,
    ifLatestIs expected: Generation?
  ) throws(ChannelError) -> Generation? {
    // Deleted by hand, before `control` was: committing it would also cost the frame before.
    guard try frame.status().links == 1 else { throw .removedWhilePublishing(name) }
    let latest = try directory.control.latest()
    if let expected, latest.generation != expected { return nil }
    // Two publishers may hold loans: the other one may have died since ours began.
    try invalidateOrphans(try scan(directory), latest: latest)
    let (next, overflows) = latest.generation.rawValue.addingReportingOverflow(1)
    guard !overflows else {
      throw .damaged(path: directory.control.file.path, "its generations are used up")
    }
    let info = draft.published(
      as: Generation(rawValue: next),
      at: .nanoseconds(Int64(clamping: Clock.nanosecondsSinceEpoch())))
    try frame.writeHeader(info)
    frame.isLent = false
    frame.unlock()  // readers may pin it from the commit on; nobody recycles it without our lock
    try directory.control.commit(Latest(generation: info.generation, serial: frame.serial))
    return info.generation
  }

  /// Unlinks a lent frame that could not get its memory.
  func discard(_ frame: PublisherFrame, in directory: ChannelDirectory) {
    frame.isLent = false
    do {
      guard let lock = try directory.lock(in: root) else { return frame.unlock() }
      try frame.discard(from: directory.directory)
      lock.release()
    } catch {
      frame.unlock()  // of generation zero: the next loan unlinks it
    }
  }
}

extension FrameInfo {
  fileprivate func published(as generation: Generation, at time: Duration) -> FrameInfo {
    FrameInfo(
      channelID: channelID, serial: serial, generation: generation, layout: layout,
      publishedAt: time, caption: caption)
  }
}
