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
      guard let name = try? ChannelName(entry) else { continue }
      do throws(ChannelError) {
        if let channel = try ChannelDirectory.openIfPresent(name, in: directory, writing: false) {
          listing.channels.append(try ChannelSummary(channel, in: root))
        } else if try directory.status(of: entry) != nil {
          throw .damaged(path: directory.path(of: entry), "a file of it is missing")
        }
      } catch {
        listing.failures.append((name, error))
      }
    }
    return listing
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
    // A pin of its own, for as long as the header takes to read.
    switch try Attachment(channel, watch: nil).acquireLatest(root: root) {
    case .some(let pinned): frame = pinned.info
    case .none: frame = nil
    }
    generation = frame?.generation ?? .empty
    age = frame.map {
      max(.zero, .nanoseconds(Int64(clamping: Clock.nanosecondsSinceEpoch())) - $0.publishedAt)
    }
  }
}
