internal import ChannelBridge
internal import Linux
internal import ShmChannel

/// What `shmshare bridge mqtt --publish` was asked to do.
struct PublisherSettings {
  let broker: BrokerSettings
  let topics: BridgeTopics
  var encoding = PictureEncoding()
  /// The least time between two pictures.
  var interval = Duration.zero
  /// After so many seconds the broker drops a picture.
  var expiry: UInt32?
  /// Whether topics stay when a channel goes.
  var keeps = false
  /// What makes channels entities of Home Assistant; nil for none.
  var homeAssistant: HomeAssistant?
  var isQuiet = false

  /// How the broker tells this publisher of a channel from all others, so that after a break it
  /// knows it again and does not publish the will of the broken connection later than its `online`.
  /// MQTT 3.1.1, 3.1.3.1: 23 characters are always taken.
  func clientID(of channel: ChannelName) -> String {
    let root = "\(ChannelRoot.standard().path)"
    return "shmview" + Fingerprint.text(of: [HostName.text, root, topics.prefix, channel.string])
  }
}
