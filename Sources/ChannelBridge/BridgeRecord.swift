private import PlainJSON
package import ShmChannel

/// What a running bridge says of itself, for `bridge status`.
package struct BridgeRecord: Equatable, Sendable {
  /// Which way pictures go.
  package enum Direction: String, Sendable {
    case publish, subscribe
  }

  /// What has become of one channel.
  package struct Channel: Equatable, Sendable {
    package let name: ChannelName
    package var isConnected = false
    /// Whether a picture is on the way.
    package var isBusy = false
    /// Pictures that have arrived on the other side, since the bridge began.
    package private(set) var count = 0
    /// The last of them.
    package private(set) var meta: PictureMeta?
    /// When that was, in nanoseconds since 1970.
    package private(set) var time: UInt64?

    package init(name: ChannelName) { self.name = name }

    /// A picture has arrived.
    package mutating func note(_ meta: PictureMeta?, at time: UInt64) {
      count += 1
      self.meta = meta
      self.time = time
    }

    /// The channel was removed.
    package mutating func forget() { (meta, time) = (nil, nil) }
  }

  package let processID: Int32
  package let direction: Direction
  package let broker: String
  package let prefix: String
  package var isConnected = false
  package var troubleCount = 0
  package var lastTrouble: String?
  package var channels: [Channel] = []

  package init(processID: Int32, direction: Direction, broker: String, prefix: String) {
    self.processID = processID
    self.direction = direction
    self.broker = broker
    self.prefix = prefix
  }
}

extension BridgeRecord {
  /// An object; what `bridge status --json` prints of it.
  package var json: String {
    JSONText.object([
      "pid": "\(processID)", "direction": JSONText.string(direction.rawValue),
      "broker": JSONText.string(broker), "prefix": JSONText.string(prefix),
      "connected": "\(isConnected)", "troubles": "\(troubleCount)",
      "last_trouble": lastTrouble.map(JSONText.string) ?? "null",
      "channels": JSONText.array(channels.map(Self.object)),
    ])
  }

  private static func object(_ channel: Channel) -> String {
    JSONText.object([
      "channel": JSONText.string(channel.name.string), "connected": "\(channel.isConnected)",
      "busy": "\(channel.isBusy)", "pictures": "\(channel.count)",
      "last": channel.time.map { JSONText.seconds(.nanoseconds(Int64(clamping: $0))) } ?? "null",
      "epoch": channel.meta.map { JSONText.string($0.mark.epoch) } ?? "null",
      "sequence": channel.meta.map { "\($0.mark.sequence)" } ?? "null",
      "bytes": channel.meta.map { "\($0.byteCount)" } ?? "null",
      "width": channel.meta.map { "\($0.width)" } ?? "null",
      "height": channel.meta.map { "\($0.height)" } ?? "null",
      "title": channel.meta.map { JSONText.string($0.title) } ?? "null",
    ])
  }
}
