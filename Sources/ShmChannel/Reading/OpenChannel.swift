/// A channel as a reader has it open.
package final class OpenChannel {
  package let directory: ChannelDirectory
  let watch: Doorbell.Watch?
  private(set) var presence: ViewerPresence?
  /// Frame files that are kept open: those that still have a name, and those that are pinned.
  var frames: [Serial: ReaderFrame] = [:]

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
  func dropUnlinked() {
    for (serial, frame) in frames where frame.pins == 0 {
      if let status = try? frame.status(), status.links > 0 { continue }
      frames[serial] = nil
    }
  }
}
