import SystemPackage

extension Channel {
  /// Removes a channel with its frames; its viewers go back to waiting.
  ///
  /// - Throws: `ChannelError.noSuchChannel` when there is none, `.lockHeld` when a publisher
  ///   keeps the lock for five seconds.
  public static func remove(
    _ name: ChannelName, root: ChannelRoot = .standard()
  ) throws(ChannelError) {
    guard let directory = try root.openIfPresent() else { throw .noSuchChannel(name) }
    Leftovers.sweep(directory, sparing: name)
    guard try directory.status(of: name.string) != nil else { throw .noSuchChannel(name) }
    let channel: Directory
    do { channel = try directory.openDirectory(name.string) } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      throw .noSuchChannel(name)
    }
    // Not by `ChannelDirectory`: a channel with a damaged control file must go, too.
    let lock: PublishersLock
    do { lock = try lockForRemoval(channel) } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      throw .noSuchChannel(name)  // removed by somebody else meanwhile
    }
    let identity = try channel.status().identity
    guard try directory.status(of: name.string)?.identity == identity else {
      throw .noSuchChannel(name)  // removed by somebody else meanwhile
    }
    try retire(channel, named: name, in: directory, holding: lock)
  }

  /// Removes the channel if it has had no frame, is getting none, and nobody looks at it: what a
  /// publisher leaves that has made it, and then failed. A lock that somebody has is a use, and is not
  /// waited for.
  public func removeIfUnused() throws(ChannelError) {
    let channel = current
    guard let lock = try channel.lockIfFree(in: root), let directory = try root.openIfPresent(),
      try channel.control.latest().generation == .empty, try channel.frameSerials().isEmpty,
      try ViewerTable.viewers(in: channel.directory).isEmpty
    else { return }
    try Self.retire(channel.directory, named: name, in: directory, holding: lock)
  }

  /// Takes a channel's name away, which is its removal, and deletes it.
  static func retire(
    _ channel: borrowing Directory, named name: ChannelName, in root: borrowing Directory,
    holding lock: consuming PublishersLock
  ) throws(ChannelError) {
    let dead = Leftovers.unusedName(.dead)
    try root.rename(name.string, toUnused: dead)
    lock.release()
    // Its creator may hold it for a moment yet; a sweep that holds it deletes it.
    let deadline = Deadline(after: .seconds(1))
    while !deadline.hasPassed, try root.status(of: dead) != nil {
      if try Leftovers.claim(channel, named: dead, in: root) {
        return Leftovers.delete(channel, named: dead, in: root)
      }
      Clock.sleep(.milliseconds(1))
    }
  }

  /// The publishers' lock; a channel without that file can be removed, too.
  private static func lockForRemoval(
    _ channel: borrowing Directory
  ) throws(ChannelError) -> PublishersLock {
    do { return try PublishersLock(LockFile(in: channel)) } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
    }
    do {
      try channel.createFile(ChannelDirectory.lockName).close()
    } catch {
      guard error.errno == .fileExists else { throw error }
    }
    return try PublishersLock(LockFile(in: channel))
  }
}
