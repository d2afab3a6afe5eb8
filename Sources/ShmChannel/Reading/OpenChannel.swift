/// A channel as a reader has it open.
package final class OpenChannel {
  package let directory: ChannelDirectory
  let watch: Doorbell.Watch?
  private(set) var presence: ViewerPresence?
  /// Frame files that are kept open: those that still have a name, and those that are pinned.
  var frames: [Serial: ReaderFrame] = [:]
  /// When every frame that is kept still had a name.
  private var stampOfFrames: DirectoryStamp?

  init(_ directory: ChannelDirectory, watch: Doorbell.Watch?) {
    self.directory = directory
    self.watch = watch
  }

  /// Shows publishers that a viewer is here, if it is not shown already.
  ///
  /// A full file system may leave no room for its file: the picture matters more, and the next
  /// acknowledgement tries again.
  func register(_ presence: ChannelReader.Presence) {
    guard case .viewer(let name) = presence, self.presence?.isListed != true else { return }
    self.presence = try? ViewerPresence(name, in: directory.directory)
  }

  /// Closes the files that publishers have unlinked, so that their memory goes.
  ///
  /// They are looked at only when the channel's directory has changed since.
  func dropUnlinked() {
    guard !frames.isEmpty, let status = try? directory.directory.status() else { return }
    let now = DirectoryStamp(status)
    if let stampOfFrames, stampOfFrames.holds(at: now) { return }
    stampOfFrames = frames.values.contains { $0.pins > 0 } ? nil : now
    for (serial, frame) in frames where frame.pins == 0 {
      if let status = try? frame.status(), status.links > 0 { continue }
      frames[serial] = nil
    }
  }
}
