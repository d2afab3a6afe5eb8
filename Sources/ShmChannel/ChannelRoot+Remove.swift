import Linux
import SystemPackage

extension ChannelRoot {
  /// Removes a channel with its frames; its viewers go back to waiting.
  ///
  /// - Throws: `ChannelError.noSuchChannel` when there is none, `.lockHeld` when a publisher
  ///   keeps the lock for five seconds.
  public func remove(_ name: ChannelName) throws(ChannelError) {
    guard let directory = try openIfPresent() else { throw .noSuchChannel(name) }
    Leftovers.sweep(directory, sparing: name)
    guard try directory.status(of: name.string) != nil else { throw .noSuchChannel(name) }
    let channel: Directory
    do { channel = try directory.openDirectory(name.string) } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      throw .noSuchChannel(name)
    }
    // Not by `ChannelDirectory`: a channel with a damaged control file must go as well.
    let lock: PublishersLock
    do { lock = try Self.lockForRemoval(channel) } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      throw .noSuchChannel(name)  // removed by somebody else meanwhile
    }
    let identity = try channel.status().identity
    guard try directory.status(of: name.string)?.identity == identity else {
      throw .noSuchChannel(name)  // removed by somebody else meanwhile
    }
    try Leftovers.retire(channel, named: name, in: directory, holding: lock)
  }

  /// The publishers' lock; a channel without that file can be removed as well.
  private static func lockForRemoval(
    _ channel: borrowing Directory
  ) throws(ChannelError) -> PublishersLock {
    do { return try PublishersLock(LockFile(in: channel)) } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
    }
    do {
      try channel.createFile(FileName.lock).close()
    } catch {
      guard error.errno == .fileExists else { throw error }
    }
    return try PublishersLock(LockFile(in: channel))
  }
}
