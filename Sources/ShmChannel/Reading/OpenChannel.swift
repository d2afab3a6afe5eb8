import Linux

private import Glibc

/// A channel as a reader has it open.
package final class OpenChannel {
  package let directory: ChannelDirectory
  /// What rings for it; nil for a single look.
  private let bell: Doorbell?
  private let watches: [Doorbell.Watch]
  private(set) var presence: ViewerPresence?
  /// Frame files that are kept open: those that still have a name, and those that are pinned.
  var frames: [Serial: ReaderFrame] = [:]
  /// The newest frame at the last look.
  var seen: Latest?
  /// Whether one of them may have lost its name.
  private var mayHoldUnlinked = false

  /// - Parameter bell: rings from now on for what happens in the channel.
  init(_ directory: ChannelDirectory, bell: Doorbell? = nil) {
    self.directory = directory
    self.bell = bell
    let control = bell?.watch(file: directory.control.file.number)
    let departures = bell?.watch(departuresFrom: directory.directory.number)
    watches = [control, departures].compactMap { $0 }
  }

  deinit {
    watches.forEach { bell?.remove($0) }
    if let watch = presence?.watch { bell?.remove(watch) }
  }

  /// Shows publishers that a viewer is here, if it is not shown already.
  ///
  /// A full file system may leave no room for its file: the picture matters more, and the next
  /// acknowledgement tries again.
  func register(_ presence: ChannelReader.Presence) {
    guard case .viewer(let name, let history) = presence, self.presence?.isListed != true else {
      return
    }
    if let watch = self.presence?.watch { bell?.remove(watch) }
    // What it has shown, it has shown.
    let record =
      self.presence?.record
      ?? ViewerRecord(processID: UInt32(getpid()), name: name, history: history)
    self.presence = try? ViewerPresence(record, in: directory.directory, bell: bell)
  }

  /// Closes the files that publishers have unlinked, so that their memory goes.
  ///
  /// They are looked at only after something has gone from the channel's directory.
  func dropUnlinked(hasLostEntries: Bool) {
    if hasLostEntries { mayHoldUnlinked = true }
    guard mayHoldUnlinked else { return }
    mayHoldUnlinked = false
    for (serial, frame) in frames {
      if let status = try? frame.status(), status.links > 0 { continue }
      if frame.pins == 0 { frames[serial] = nil } else { mayHoldUnlinked = true }
    }
  }
}
