import Linux
import SystemPackage

extension Channel {
  /// Lends a frame's memory for writing; recycled where one is free, else new.
  ///
  /// - Parameters:
  ///   - width: Columns, 1 to 65,535.
  ///   - height: Rows, 1 to 65,535.
  ///   - rowStride: Bytes from one row to the next: room for its pixels (in a plane, its samples);
  ///     of BGRX and BGRA a multiple of 4, at most 65,535 * 4, of others a multiple of a sample, at
  ///     most 65,535 * 16. Nil for rows without a gap.
  /// - Throws: `ChannelError.lockHeld` when another publisher keeps the lock for five seconds.
  public func loan(
    width: Int, height: Int, format: PixelFormat, rowStride: Int? = nil
  ) throws(ChannelError) -> Loan {
    try loan(
      FrameLayout(width: width, height: height, format: format, rowStride: rowStride))
  }

  /// The same for pixels that lie as `layout` says.
  public func loan(_ layout: FrameLayout) throws(ChannelError) -> Loan {
    let lent = try withLock { (directory) throws(ChannelError) in
      while true {
        do throws(ChannelError) {
          let frame = try self.claim(layout.byteCount, in: directory)
          frame.isLent = true
          return (frame, directory)
        } catch {
          if error.isShortage, try self.giveUpOldest(underLockOf: directory) { continue }
          let needed = FrameInfo.pixelOffset + layout.byteCount
          throw error.explained(by: directory.directory, needed: needed)
        }
      }
    }
    return Loan(lent.0, of: self, in: lent.1, layout: layout)
  }

  /// Under the lock: a frame that only we hold, of generation zero.
  private func claim(
    _ byteCount: Int, in directory: ChannelDirectory
  ) throws(ChannelError) -> PublisherFrame {
    let (latest, setting) = try directory.control.state()
    let history = keptCount(setting, in: directory)
    var all = try scan(directory)
    try invalidateOrphans(all, latest: latest)
    var free = self.free(all, history: history, latest: latest)
    var claimed = try lockFirst(of: free, fitting: byteCount)
    if claimed == nil, isSurveyOld {
      // A frame may have grown since: look again before another one is made.
      forgetSurvey()
      all = try scan(directory)
      try invalidateOrphans(all, latest: latest)
      free = self.free(all, history: history, latest: latest)
      claimed = try lockFirst(of: free, fitting: byteCount)
    }
    let highest = all.map(\.frame.serial).max() ?? Serial(rawValue: 0)
    let frame: PublisherFrame
    if let claimed {
      frame = claimed
    } else {
      frame = try create(in: directory, above: max(highest, latest.serial))
    }
    do throws(ChannelError) {
      if claimed != nil { try frame.invalidate() }
      try discardSurplus(free, but: frame, byteCount: byteCount, in: directory)
    } catch {
      frame.unlock()
      throw error
    }
    return frame
  }

  /// The frames that may be claimed, or deleted, where no reader has them.
  func free(_ all: [FrameState], history: UInt32, latest: Latest) -> [FrameState] {
    all.filter { state in
      state.frame.serial != latest.serial && state.links == 1 && !state.frame.isLent
        && !isKept(state.generation, history: history, latest: latest)
    }
  }

  /// Locks the first that fits and that nobody has.
  private func lockFirst(
    of free: [FrameState], fitting byteCount: Int
  ) throws(ChannelError) -> PublisherFrame? {
    for state in free where state.fits(byteCount: byteCount) {
      guard try state.frame.tryLock() else { continue }
      if try state.isUnchanged() { return state.frame }
      state.frame.unlock()
      forgetSurvey()
    }
    return nil
  }

  /// Under the lock: a header above the latest generation belongs to a publisher that died
  /// between header and commit. The number will be given out again, so nobody may believe it.
  func invalidateOrphans(_ all: [FrameState], latest: Latest) throws(ChannelError) {
    for state in all
    where state.frame.serial != latest.serial && state.generation > latest.generation {
      try state.frame.invalidate()
    }
  }

  private func isKept(_ generation: Generation, history: UInt32, latest: Latest) -> Bool {
    guard generation != .empty, generation < latest.generation else { return false }
    return latest.generation.rawValue - generation.rawValue <= UInt64(history)
  }

  private func create(
    in directory: ChannelDirectory, above highest: Serial
  ) throws(ChannelError) -> PublisherFrame {
    while true {
      let serial = try directory.control.takeSerial(above: highest)
      do {
        let frame = try PublisherFrame(creating: serial, in: directory.directory)
        guard try frame.tryLock() else { continue }
        keep(frame)
        return frame
      } catch {
        guard error.errno == .fileExists else { throw error }
      }
    }
  }

  /// Unlinks what no next loan of this size will want: all but one idle frame that fits.
  private func discardSurplus(
    _ free: [FrameState], but claimed: PublisherFrame, byteCount: Int,
    in directory: ChannelDirectory
  ) throws(ChannelError) {
    let others = free.filter { $0.frame !== claimed }
    // One that fits stays, whether somebody reads it or not: no need to ask.
    if others.count == 1, others[0].fits(byteCount: byteCount) { return }
    var hasSpare = false
    for state in others {
      guard try state.frame.tryLock() else { continue }  // a reader shows it
      if state.fits(byteCount: byteCount), !hasSpare {
        hasSpare = true
        state.frame.unlock()
      } else if try !state.isUnchanged() {
        forgetSurvey()  // another publisher has just filled it: the next loan decides
        state.frame.unlock()
      } else {
        try state.frame.discard(from: directory.directory)
      }
    }
  }
}
