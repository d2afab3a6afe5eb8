internal import ChannelBridge
internal import ShmChannel

/// What `shmshare bridge mqtt --subscribe` was asked to do.
struct SubscriberSettings {
  /// Which pictures are followed.
  enum Source {
    case channel(ChannelName)
    case all
    /// Whole picture files at a topic of its own, for a channel of this machine.
    case pushed(topic: String, ChannelName)
  }

  let broker: BrokerSettings
  let topics: BridgeTopics
  let source: Source
  var costs = DecodingCosts()
  /// Whether a channel stays when it is removed on the other side.
  var keeps = false
  var isQuiet = false
}

extension SubscriberSettings.Source {
  /// What tells two bridges of a broker from each other.
  var subject: String {
    switch self {
    case .channel(let name): name.string
    case .all: "*"
    case .pushed(let topic, let name): "\(name) \(topic)"
    }
  }
}
