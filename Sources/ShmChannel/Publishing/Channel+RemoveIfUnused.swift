import Linux

extension Channel {
  /// Removes the channel if it has had no frame, is getting none, and nobody looks at it: what a
  /// publisher leaves that has made it, and then failed. A lock that somebody has is a use, and is
  /// not waited for.
  public func removeIfUnused() throws(ChannelError) {
    let channel = current
    _ = try removeIfUnused { () throws(ChannelError) in
      guard try channel.control.latest().generation == .empty else { return false }
      return try channel.frameSerials().isEmpty
    }
  }

  /// Removes the channel if nobody looks at it, nothing is being published, and nothing has been
  /// for that long; whatever it holds is lost.
  ///
  /// - Returns: whether it was removed.
  public func removeIfUnused(for age: Duration) throws(ChannelError) -> Bool {
    let (channel, root) = (current, root)
    return try removeIfUnused { () throws(ChannelError) in
      // One that never had a frame is as old as itself.
      if let frameAge = try ChannelSummary(channel, in: root).age { return frameAge >= age }
      return try Self.age(of: channel) >= age
    }
  }

  /// - Parameter condition: what has to be true as well; asked while nobody can publish.
  private func removeIfUnused(
    _ condition: () throws(ChannelError) -> Bool
  ) throws(ChannelError) -> Bool {
    let channel = current
    guard let lock = try channel.lockIfFree(in: root), let directory = try root.openIfPresent(),
      try ViewerTable.viewers(in: channel.directory).isEmpty, try condition()
    else { return false }
    try Leftovers.retire(channel.directory, named: name, in: directory, holding: lock)
    return true
  }

  /// Since files were last made or removed in the channel.
  private static func age(of channel: ChannelDirectory) throws(ChannelError) -> Duration {
    let changed = try channel.directory.status().modified
    return .nanoseconds(Int64(clamping: Clock.nanosecondsSinceEpoch()) - changed)
  }
}
