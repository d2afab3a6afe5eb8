package import Linux

/// `show` of a channel, open: the state of its slideshow, and the commands for it.
///
/// The show that lives holds it locked; a file that nobody has locked is a killed show's. What
/// stands here is what the channel's own life depends on; ShmShow has the rest.
package final class ShowFile {
  package let file: OpenFile

  /// Takes over an open file.
  package init(_ file: consuming OpenFile) { self.file = file }

  /// The file that a channel has now, or nil.
  ///
  /// - Parameter appending: open it for sending commands, not just for reading.
  package static func openIfPresent(
    in channel: borrowing Directory, appending: Bool = false
  ) throws(ChannelError) -> ShowFile? {
    try ifThere { () throws(ChannelError) in
      ShowFile(try channel.openFile(FileName.show, writing: appending, appending: appending))
    }
  }

  /// What the kernel says of the file.
  package func status() throws(ChannelError) -> FileStatus { try file.status() }

  /// Whether the channel still has this file.
  package func isLinked() throws(ChannelError) -> Bool { try status().links > 0 }

  /// Takes the lock that says that its show lives.
  package func tryLock() throws(ChannelError) -> Bool { try file.tryLock(.exclusive) }

  /// Keeps shows from starting with this file; others may look at it meanwhile, and do the same.
  package func tryLockShared() throws(ChannelError) -> Bool { try file.tryLock(.shared) }

  /// Gives either lock back.
  package func unlock() { file.unlock() }

  /// Whether a show lives that has this file.
  package func isHeld() throws(ChannelError) -> Bool {
    // A shared lock, for a moment: several may look at once, and a show that starts tries again.
    guard try tryLockShared() else { return true }
    unlock()
    return false
  }

  /// The bytes of the page, read whole; nil when it is of another version, or damaged.
  package func pageBytes() throws(ChannelError) -> [UInt8]? {
    let deadline = Deadline(after: .milliseconds(50))
    while true {
      let bytes = try file.read(count: ShowPageFormat.byteCount, at: 0)
      switch ShowPageFormat.check(bytes) {
      case .whole: return bytes
      case .unreadable: return nil
      case .torn:
        guard !deadline.hasPassed else { return nil }
        Clock.sleep(.microseconds(20))
      }
    }
  }

  /// Whether its channel goes with its show.
  func isPrivate() throws(ChannelError) -> Bool {
    try pageBytes().map(ShowPageFormat.isPrivate) ?? false
  }
}
