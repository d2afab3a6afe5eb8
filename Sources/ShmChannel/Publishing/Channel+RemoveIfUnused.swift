extension Channel {
  /// Removes the channel if it has had no frame, is getting none, and nobody looks at it: what a
  /// publisher leaves that has made it, and then failed. A lock that somebody has is a use, and is
  /// not waited for.
  public func removeIfUnused() throws(ChannelError) {
    let channel = current
    guard let lock = try channel.lockIfFree(in: root), let directory = try root.openIfPresent(),
      try channel.control.latest().generation == .empty, try channel.frameSerials().isEmpty,
      try ViewerTable.viewers(in: channel.directory).isEmpty
    else { return }
    try Leftovers.retire(channel.directory, named: name, in: directory, holding: lock)
  }
}
