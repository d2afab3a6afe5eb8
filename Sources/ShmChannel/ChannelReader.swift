import Linux
import SystemPackage

/// Follows a channel by its name: through frames, removal, and being made anew.
///
/// One thread only. A reader writes nothing but its own file in `viewers/`.
public final class ChannelReader {
  /// Whether publishers can see this reader.
  public enum Presence: Sendable {
    /// It leaves no trace.
    case none
    /// It counts as a viewer, under this name (at most 64 bytes of UTF-8), and wishes that
    /// publishers keep so many generations before the latest while it lives.
    case viewer(name: String, history: UInt32 = 0)
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
  package internal(set) var attachment: OpenChannel?
  private var rootWatch: Doorbell.Watch?
  private var parentWatch: Doorbell.Watch?
  /// Where a change may mend what was refused.
  private var troubleWatches: [Doorbell.Watch] = []
  /// Why the last look at the name has failed.
  private var trouble: ChannelError?

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
    watchParent(true)
    _ = try openRoot()
    bell.retryNow()
  }

  /// A descriptor to poll for reading: it rings when `refresh()` may have something new.
  public var doorbell: CInt { bell.number }

  /// Whether inotify could not be had, so that the channel is looked at 60 times a second.
  public var isPolling: Bool { bell.isPolling }

  /// Takes the news and says what there is now. Quick when there is none.
  ///
  /// - Throws: `ChannelError` when the root or the channel cannot be trusted or read, again at
  ///   every call while that is so; the doorbell rings when it may have changed.
  public func refresh() throws(ChannelError) -> Availability {
    let news = bell.takeNews()
    if news.contains(.names) {
      do {
        try lookUp()
        attachment?.register(presence)  // somebody may have deleted its file
        trouble = nil
      } catch {
        attachment = nil
        watchTrouble(error)
        trouble = error
      }
    }
    if let trouble { throw trouble }
    guard let attachment else { return .noChannel }
    attachment.dropUnlinked(hasLostEntries: news.contains(.departures))
    let latest = try attachment.look()
    let id = attachment.directory.id
    return latest.generation == .empty ? .noFrame(id) : .frame(latest.generation, id)
  }

  /// Whether the reader keeps a frame's file open, so that whatever was made from it may stay; once
  /// publishers have unlinked the file it is of no more use.
  public func keeps(_ serial: Serial) -> Bool { attachment?.frames[serial] != nil }

  /// Tells publishers that the X server has shown `generation`; for viewers.
  public func acknowledge(_ generation: Generation) { acknowledge(generation, at: nil) }

  /// The same of a vertical blank that is known.
  package func acknowledge(_ generation: Generation, at blank: VerticalBlank?) {
    guard let attachment else { return }
    if attachment.presence == nil { attachment.register(presence) }
    attachment.presence?.acknowledge(generation, at: blank)
  }

  /// Tells whoever asks how long the latest frames took; for viewers.
  package func note(_ latency: LatencySummary) { attachment?.presence?.note(latency) }

  /// Looks the name up again; keeps what still is there.
  private func lookUp() throws(ChannelError) {
    troubleWatches.forEach(bell.remove)
    troubleWatches = []
    if attachment == nil { watchParent(true) }
    let directory = try openRoot()
    if let attachment, try attachment.directory.isCurrent(in: root) { return }
    attachment = nil
    watchParent(true)
    attachment = try attach(in: directory)
    watchParent(attachment == nil)
  }

  /// Rings when something changes that may mend what was refused; looks again by the clock where
  /// nothing would ring.
  private func watchTrouble(_ error: ChannelError) {
    watchParent(true)
    let path = root.path.string
    let root = bell.watch(untrustedPath: path, for: name.string)
    let channel = bell.watch(untrustedPath: path + "/" + name.string, for: nil)
    troubleWatches = [root, channel].compactMap { $0 }
    rootWatch = root
    if case .system = error { bell.retryLater() } else if root == nil { bell.retryLater() }
  }

  /// The channel that has the name now, watched; nil when there is none.
  private func attach(in directory: borrowing Directory) throws(ChannelError) -> OpenChannel? {
    while true {
      let found: ChannelDirectory?
      do {
        found = try ChannelDirectory.openIfPresent(name, in: directory, writing: false)
      } catch {
        // Being deleted by hand: its directory goes next, which rings. So does its coming back.
        guard case .incomplete = error else { throw error }
        watchTrouble(error)
        found = nil
      }
      guard let channel = found else { return nil }
      let attachment = OpenChannel(channel, bell: bell)
      // Removed before it was watched: nothing would ring, so look again.
      guard try channel.hasControl() else { continue }
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
        untrustedPath: path.isEmpty ? "." : path.string,
        for: root.path.lastComponent?.string ?? "")
    } else if let parentWatch {
      bell.remove(parentWatch)
      self.parentWatch = nil
    }
  }
}
