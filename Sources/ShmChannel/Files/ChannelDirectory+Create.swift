import Linux
import SystemPackage

extension ChannelDirectory {
  /// How long a directory that lacks a file of a channel is taken for one that is being deleted.
  private static let deleting = Duration.milliseconds(100)

  /// The channel of that name, for publishing; made where there is none.
  ///
  /// - Parameter fill: adds what a new channel is to have when it gets its name.
  package static func openOrCreate(
    _ name: ChannelName, in root: ChannelRoot,
    filledBy fill: (borrowing Directory) throws(ChannelError) -> Void = { _ in }
  ) throws(ChannelError) -> ChannelDirectory {
    let deadline = Deadline(after: deleting)
    while true {
      let directory = try root.open(creating: true)
      do throws(ChannelError) {
        if let channel = try openIfPresent(name, in: directory, writing: true) {
          // Deleted by hand, perhaps: without it no viewer could be seen.
          try? channel.directory.makeDirectory(FileName.viewers)
          return channel
        }
      } catch {
        guard case .incomplete = error, !deadline.hasPassed else { throw error }
        Clock.sleep(.milliseconds(5))
        continue
      }
      Leftovers.sweep(directory)
      do {
        try create(name, in: directory, filledBy: fill)
      } catch {
        // The root itself may vanish between two of these steps, and be made anew.
        guard error.errno == .noSuchFileOrDirectory else {
          throw error.explained(by: directory, needed: nil)
        }
      }
    }
  }

  /// Fills a directory of another name, and gives it the channel's: nobody ever sees half of one.
  ///
  /// A kill in between leaves a `.new-*` that nobody has locked. When somebody else makes the
  /// channel first, that one stays.
  private static func create(
    _ name: ChannelName, in root: borrowing Directory,
    filledBy fill: (borrowing Directory) throws(ChannelError) -> Void
  ) throws(ChannelError) {
    let temporary = Leftovers.unusedName(FileName.newPrefix)
    try root.makeDirectory(temporary)
    let directory = try root.openDirectory(temporary)
    guard try Leftovers.claim(directory, named: temporary, in: root) else { return }
    do throws(ChannelError) {
      try directory.createFile(FileName.lock).close()
      try ControlFile.create(in: directory, id: .random())
      try directory.makeDirectory(FileName.viewers)
      try fill(directory)
      try root.rename(temporary, toUnused: name.string)
      directory.unlock()
    } catch {
      Leftovers.delete(directory, named: temporary, in: root)
      guard error.errno == .fileExists else { throw error }
    }
  }

  /// The publishers' lock, or nil when the name is no longer this directory's, or `control` or
  /// `lock` were deleted or renamed, so that nobody else would see what is written: start again
  /// from the name then.
  package func lock(in root: ChannelRoot) throws(ChannelError) -> PublishersLock? {
    precondition(lockFile != nil, "\(path) is open for reading only")
    guard let lockFile else { return nil }
    let lock: PublishersLock
    do throws(ChannelError) { lock = try PublishersLock(lockFile) } catch {
      // A process that holds the lock of a removed channel keeps nobody from the one that has the
      // name now.
      guard case .lockHeld = error else { throw error }
      if try isInPlace(in: root) { throw error }
      return nil
    }
    guard try isInPlace(in: root) else { return nil }
    return lock
  }

  /// The same where nobody has it, without waiting; nil also when somebody has.
  func lockIfFree(in root: ChannelRoot) throws(ChannelError) -> PublishersLock? {
    guard let lockFile, let lock = try PublishersLock(ifFree: lockFile),
      try isInPlace(in: root)
    else { return nil }
    return lock
  }
}
