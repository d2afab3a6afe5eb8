extension Channel {
  /// Maps the frame that the next loan takes if the picture is as large as the last ones, so that
  /// its pixels can be written where they are to be, without faults and copies: for a process that
  /// waits for a picture. It takes no lock on the frame; what becomes of that later does no harm.
  /// The channel's is held meanwhile: pages of a frame that was given up would be there again.
  ///
  /// - Parameter limit: a frame of more bytes is left alone.
  package func prepareLoan(atMost limit: Int) {
    try? withLock { (directory) throws(ChannelError) in
      let (latest, setting) = try directory.control.state()
      let history = self.keptCount(setting, in: directory)
      let found = self.free(try self.scan(directory), history: history, latest: latest)
        .first { $0.fileByteCount > FrameInfo.pixelOffset }
      guard let found, found.fileByteCount <= limit else { return }
      try found.frame.prepareMapping()
    }
  }

  /// Gives back the addresses of what was prepared.
  package func unprepareLoan() { for frame in frames.values { frame.unmap() } }
}
