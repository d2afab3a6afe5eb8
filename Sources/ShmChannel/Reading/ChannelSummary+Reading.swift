import Linux

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
    history = try channel.control.history()
    // A pin of its own, for as long as the header takes to read.
    switch try OpenChannel(channel).acquireLatest(root: root) {
    case .some(let pinned): frame = pinned.info
    case .none: frame = nil
    }
    generation = frame?.generation ?? .empty
    age = frame.map {
      max(.zero, .nanoseconds(Int64(clamping: Clock.nanosecondsSinceEpoch())) - $0.publishedAt)
    }
  }
}
