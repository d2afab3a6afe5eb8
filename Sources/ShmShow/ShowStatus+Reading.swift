public import ShmChannel
internal import SystemPackage

extension ShowStatus {
  /// What the show of a channel says, or said when it was killed; nil when there is none.
  init?(in channel: borrowing Directory) throws(ChannelError) {
    guard let file = try ShowFile.openIfPresent(in: channel), let page = try file.page() else {
      return nil
    }
    let isHeld = try file.isHeld()
    guard try file.isLinked() else { return nil }  // ended meanwhile
    self = page.status
    isRunning = isHeld
  }
}

extension ChannelReader {
  /// What the channel's slideshow says; nil when there is none.
  ///
  /// The doorbell rings when it says another state, note, position, count or directory, and when a
  /// show begins or ends; not when one is killed. Call `refresh()` first.
  public func show() throws(ChannelError) -> ShowStatus? {
    guard let attachment else { return nil }
    return try ShowStatus(in: attachment.directory.directory)
  }
}

extension ChannelRoot {
  /// What the slideshow of a channel says, or said when it was killed; nil when there is none, and
  /// where there is no such channel.
  public func show(of name: ChannelName) throws(ChannelError) -> ShowStatus? {
    guard let root = try openIfPresent() else { return nil }
    return try ifThere { () throws(ChannelError) in
      try ShowStatus(in: root.openDirectory(name.string))
    } ?? nil
  }
}
