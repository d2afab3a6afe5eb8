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
    try repairLock(channel)
    let lock = try PublishersLock(LockFile(in: channel))
    let identity = try channel.status().identity
    guard try directory.status(of: name.string)?.identity == identity else {
      throw .noSuchChannel(name)
    }
    let dead = Leftovers.unusedName(.dead)
    try directory.rename(name.string, toUnused: dead)  // this is the removal
    lock.release()
    guard try Leftovers.claim(channel, named: dead, in: directory) else { return }
    Leftovers.delete(channel, named: dead, in: directory)
  }

  private static func repairLock(_ channel: borrowing Directory) throws(ChannelError) {
    do {
      try channel.createFile(ChannelDirectory.lockName).close()
    } catch {
      guard error.errno == .fileExists else { throw error }
    }
  }
}
