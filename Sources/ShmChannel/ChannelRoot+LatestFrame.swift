extension ChannelRoot {
  /// Pins a channel's newest frame without following it; makes nothing.
  ///
  /// - Throws: `ChannelError.noSuchChannel` or `.noFrame` when there is none.
  public func latestFrame(of name: ChannelName) throws(ChannelError) -> PinnedFrame {
    guard let directory = try openIfPresent(),
      let channel = try ChannelDirectory.openIfPresent(name, in: directory, writing: false)
    else { throw .noSuchChannel(name) }
    guard let frame = try OpenChannel(channel).acquireLatest(root: self) else {
      throw .noFrame(name)
    }
    return frame
  }
}
