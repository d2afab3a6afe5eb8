import Linux

extension Leftovers {
  /// Removes the private channels whose shows were killed, and that no viewer looks at. What
  /// cannot be removed at once is left to the next sweep.
  ///
  /// - Parameter spared: a channel that is somebody's business already.
  package static func sweepPrivateChannels(
    _ root: borrowing Directory, sparing spared: ChannelName?
  ) {
    guard let names = try? root.entries() else { return }
    for entry in names {
      guard let name = try? ChannelName(entry), name != spared else { continue }
      try? sweep(privateChannel: name, in: root)
    }
  }

  private static func sweep(
    privateChannel name: ChannelName, in root: borrowing Directory
  ) throws(ChannelError) {
    let channel = try root.openDirectory(name.string)
    // Held until the channel has lost its name, so that no show starts on it. Shared, so that
    // nobody who looks meanwhile takes us for a show that lives.
    guard let show = try ShowFile.openIfPresent(in: channel), try show.isPrivate(),
      try show.tryLockShared()
    else { return }
    defer { show.unlock() }
    guard try show.isLinked(), try ViewerTable.viewers(in: channel).isEmpty,
      let lock = try PublishersLock(ifFree: LockFile(in: channel))
    else { return }
    let identity = try channel.status().identity
    guard try root.status(of: name.string)?.identity == identity else { return }
    try retire(channel, named: name, in: root, holding: lock)
  }
}
