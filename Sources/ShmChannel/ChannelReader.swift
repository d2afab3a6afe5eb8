import SystemPackage

/// Follows a channel by its name: through frames, removal, and being made anew.
///
/// One thread only. A reader writes nothing but its own file in `viewers/`.
public final class ChannelReader {
  /// Whether publishers can see this reader.
  public enum Presence: Sendable {
    /// It leaves no trace.
    case none
    /// It counts as a viewer, under this name (at most 64 bytes of UTF-8).
    case viewer(name: String)
  }

  /// What there is to read.
  public enum Availability: Equatable, Sendable {
    /// No channel has the name.
    case noChannel
    /// The channel has had no frame yet.
    case noFrame(ChannelID)
    /// The latest generation.
    case frame(Generation, ChannelID)
  }

  /// The name that is followed.
  public let name: ChannelName
  /// Where it is looked up.
  public let root: ChannelRoot

  let presence: Presence
  let bell: Doorbell
  /// The incarnation that had the name at the last look.
  var attachment: Attachment?
  private var rootWatch: Doorbell.Watch?
  private var parentWatch: Doorbell.Watch?

  /// Starts to follow a channel that need not exist; makes the root where there is none.
  ///
  /// - Throws: `ChannelError` when the root cannot be made or trusted. What is wrong with the
  ///   channel itself comes from `refresh()`.
  public init(
    name: ChannelName, root: ChannelRoot = .standard(), presence: Presence = .none
  ) throws(ChannelError) {
    let bell = try Doorbell()
    self.name = name
    self.root = root
    self.presence = presence
    self.bell = bell
    // Watches come before the first look, so that nothing is missed in between.
    _ = try openRoot()
    bell.retryNow()
  }

  /// A descriptor to poll for reading: it rings when `refresh()` may have something new.
  public var doorbell: CInt { bell.number }

  /// Whether inotify could not be had, so that the channel is looked at 60 times a second.
  public var isPolling: Bool { bell.isPolling }

  /// Takes the news and says what there is now. Quick when there is none.
  ///
  /// - Throws: `ChannelError` when the root or the channel cannot be trusted or read; the
  ///   doorbell rings when that may have changed.
  public func refresh() throws(ChannelError) -> Availability {
    if bell.drain().structure {
      do { try lookUp() } catch {
        attachment = nil
        bell.retryLater()
        throw error
      }
    }
    guard let attachment else { return .noChannel }
    attachment.dropUnlinked()
    let latest = try attachment.directory.control.latest()
    let id = attachment.directory.id
    return latest.generation == .empty ? .noFrame(id) : .frame(latest.generation, id)
  }

  /// Whether a frame's file is gone, so that whatever was made from it can go, too.
  public func isUnlinked(_ serial: Serial) -> Bool { attachment?.frames[serial] == nil }

  /// Tells publishers that the X server has shown `generation`; for viewers.
  public func acknowledge(_ generation: Generation) {
    guard let attachment else { return }
    attachment.register(presence)
    attachment.presence?.acknowledge(generation)
  }

  /// Looks the name up again; keeps what still is there.
  private func lookUp() throws(ChannelError) {
    let directory = try openRoot()
    if let attachment, try attachment.directory.isCurrent(in: root) { return }
    detach()
    attachment = try attach(in: directory)
    watchParent(attachment == nil)
  }

  private func detach() {
    if let watch = attachment?.watch { bell.remove(watch) }
    attachment = nil
  }

  /// The channel that has the name now, watched; nil when there is none.
  private func attach(in directory: borrowing Directory) throws(ChannelError) -> Attachment? {
    while true {
      guard
        let channel = try ChannelDirectory.openIfPresent(name, in: directory, writing: false)
      else { return nil }
      let watch = bell.watch(file: channel.control.descriptor.number)
      // Removed before it was watched: nothing would ring, so look again.
      guard try channel.control.isLinked() else {
        if let watch { bell.remove(watch) }
        continue
      }
      let attachment = Attachment(channel, watch: watch)
      attachment.register(presence)
      return attachment
    }
  }

  /// Opens the root, made anew where it is gone, and watches it.
  ///
  /// It is not kept open: the kernel tells of a directory's end when nobody has it open.
  private func openRoot() throws(ChannelError) -> Directory {
    while true {
      let directory = try root.open(creating: true)
      let watch = bell.watch(directory: directory.number, for: name.string)
      if let old = rootWatch, old != watch { bell.remove(old) }
      rootWatch = watch
      // Gone between the two calls: its end would ring no more.
      if try directory.status().links > 0 { return directory }
    }
  }

  /// While there is no channel, the root may go unnoticed (somebody has it open): its parent
  /// tells. Other programs' files ring there, too, so it is watched only as long.
  private func watchParent(_ isWanted: Bool) {
    guard isWanted != (parentWatch != nil) else { return }
    if isWanted {
      let path = root.path.removingLastComponent()
      parentWatch = bell.watch(
        directoryPath: path.isEmpty ? "." : path.string,
        for: root.path.lastComponent?.string ?? "")
    } else if let parentWatch {
      bell.remove(parentWatch)
      self.parentWatch = nil
    }
  }
}

/// A channel as a reader has it open.
final class Attachment {
  let directory: ChannelDirectory
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
    guard self.presence == nil, case .viewer(let name) = presence else { return }
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
