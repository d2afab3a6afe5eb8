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
    Leftovers.sweep(directory)
    guard try directory.status(of: name.string) != nil else { throw .noSuchChannel(name) }
    let channel: Directory
    do { channel = try directory.openDirectory(name.string) } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      throw .noSuchChannel(name)
    }
    // Not by `ChannelDirectory`: a channel with a damaged control file must go, too.
    let dead = Leftovers.unusedName(.dead)
    let lock: PublishersLock
    do { lock = try lockForRemoval(channel) } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      throw .noSuchChannel(name)  // removed by somebody else meanwhile
    }
    let identity = try channel.status().identity
    guard try directory.status(of: name.string)?.identity == identity else {
      throw .noSuchChannel(name)  // removed by somebody else meanwhile
    }
    try directory.rename(name.string, toUnused: dead)  // this is the removal
    lock.release()
    // Its creator may hold it for a moment yet; a sweep that holds it deletes it.
    let deadline = Deadline(after: .seconds(1))
    while !deadline.hasPassed, try directory.status(of: dead) != nil {
      if try Leftovers.claim(channel, named: dead, in: directory) {
        return Leftovers.delete(channel, named: dead, in: directory)
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
