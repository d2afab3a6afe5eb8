import SystemPackage

extension Channel {
  /// What `list` found: the channels in order of their names, and what it could not read.
  public struct Listing: Sendable {
    /// Every channel that could be read.
    public internal(set) var channels: [ChannelSummary] = []
    /// The others, with the reason.
    public internal(set) var failures: [(name: ChannelName, error: ChannelError)] = []
  }

  /// Every channel in the root; none when there is no root. Sweeps what killed processes left.
  ///
  /// - Throws: `ChannelError` when the root itself cannot be trusted or read.
  public static func list(root: ChannelRoot = .standard()) throws(ChannelError) -> Listing {
    var listing = Listing()
    guard let directory = try root.openIfPresent() else { return listing }
    Leftovers.sweep(directory)
    for entry in try directory.entries().sorted() {
      guard let name = try? ChannelName(entry),
        try directory.status(of: entry)?.isRegularFile == false
      else { continue }
      do throws(ChannelError) {
        if let channel = try ChannelDirectory.openIfPresent(name, in: directory, writing: false) {
          listing.channels.append(try ChannelSummary(channel, in: root))
        }
      } catch {
        listing.failures.append((name, error))
      }
    }
    return listing
  }
}

extension Channel {
  /// Pins a channel's newest frame without following it; makes nothing.
  ///
  /// - Throws: `ChannelError.noSuchChannel` or `.noFrame` when there is none.
  public static func latestFrame(
    of name: ChannelName, root: ChannelRoot = .standard()
  ) throws(ChannelError) -> PinnedFrame {
    guard let directory = try root.openIfPresent(),
      let channel = try ChannelDirectory.openIfPresent(name, in: directory, writing: false)
    else { throw .noSuchChannel(name) }
    guard let frame = try OpenChannel(channel, watch: nil).acquireLatest(root: root) else {
      throw .noFrame(name)
    }
    return frame
  }
}

extension ChannelSummary {
  init(_ channel: ChannelDirectory, in root: ChannelRoot) throws(ChannelError) {
    name = channel.name
    viewers = try ViewerTable.viewers(in: channel.directory).map {
      Viewer(name: $0.name, processID: $0.processID, generation: $0.generation)
    }
    var frameCount = 0
    var allocatedByteCount = 0
    for serial in try channel.frameSerials() {
      guard let status = try channel.directory.status(of: serial.fileName) else { continue }
      frameCount += 1
      allocatedByteCount += status.allocatedByteCount
    }
    self.frameCount = frameCount
    self.allocatedByteCount = allocatedByteCount
    show = try ShowStatus(in: channel.directory)
    // A pin of its own, for as long as the header takes to read.
    switch try OpenChannel(channel, watch: nil).acquireLatest(root: root) {
    case .some(let pinned): frame = pinned.info
    case .none: frame = nil
    }
    generation = frame?.generation ?? .empty
    age = frame.map {
      max(.zero, .nanoseconds(Int64(clamping: Clock.nanosecondsSinceEpoch())) - $0.publishedAt)
    }
  }
}
