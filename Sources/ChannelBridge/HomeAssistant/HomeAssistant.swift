private import PlainJSON
package import ShmChannel

/// What makes a channel an entity of Home Assistant, and a slideshow's commands buttons: MQTT
/// discovery, with the documented members of the integrations "MQTT Image" and "MQTT button".
package struct HomeAssistant: Hashable, Sendable {
  /// A retained message; an empty payload takes the entity away.
  package struct Message: Equatable, Sendable {
    package let topic: String
    package let payload: String
  }

  /// A button of the slideshow.
  package enum Button: String, CaseIterable, Sendable {
    case next, previous, toggle

    var title: String {
      switch self {
      case .next: "Next picture"
      case .previous: "Previous picture"
      case .toggle: "Pause"
      }
    }

    /// Of Material Design Icons, as Home Assistant names them.
    var icon: String {
      switch self {
      case .next: "mdi:skip-next"
      case .previous: "mdi:skip-previous"
      case .toggle: "mdi:play-pause"
      }
    }
  }

  /// What the discovery topics begin with where Home Assistant is not told otherwise.
  package static let standardPrefix = "homeassistant"

  private let prefix: String
  private let topics: BridgeTopics
  private let version: String

  /// - Parameters:
  ///   - prefix: of the discovery topics.
  ///   - version: of this program.
  package init(prefix: String, topics: BridgeTopics, version: String) {
    self.prefix = prefix
    self.topics = topics
    self.version = version
  }

  /// The channel's entity.
  package func image(of channel: ChannelName, as type: PictureMeta.MediaType) -> Message {
    Message(
      topic: topic("image", of: channel),
      payload: JSONText.object([
        "name": "null", "unique_id": JSONText.string(id(channel)),
        "image_topic": JSONText.string(topics.topic(.image, of: channel)),
        "content_type": JSONText.string(type.rawValue),
        "json_attributes_topic": JSONText.string(topics.topic(.meta, of: channel)),
        "availability_topic": JSONText.string(topics.topic(.state, of: channel)),
        "device": device(channel), "origin": origin,
      ]))
  }

  /// A button of the channel's slideshow.
  package func button(_ button: Button, of channel: ChannelName) -> Message {
    Message(
      topic: topic("button", of: channel, button),
      payload: JSONText.object([
        "name": JSONText.string(button.title),
        "unique_id": JSONText.string(id(channel, button)),
        "command_topic": JSONText.string(topics.topic(.command, of: channel)),
        "payload_press": JSONText.string(button.rawValue),
        "icon": JSONText.string(button.icon),
        "availability_topic": JSONText.string(topics.topic(.state, of: channel)),
        "device": device(channel), "origin": origin,
      ]))
  }

  /// What takes the buttons away.
  package func noButtons(of channel: ChannelName) -> [Message] {
    Button.allCases.map { Message(topic: topic("button", of: channel, $0), payload: "") }
  }

  /// What takes the channel away.
  package func nothing(of channel: ChannelName) -> [Message] {
    [Message(topic: topic("image", of: channel), payload: "")] + noButtons(of: channel)
  }

  private func topic(
    _ component: String, of channel: ChannelName, _ button: Button? = nil
  ) -> String {
    "\(prefix)/\(component)/\(id(channel, button))/config"
  }

  private func id(_ channel: ChannelName, _ button: Button? = nil) -> String {
    let name = "shmview-\(Self.plain(topics.prefix))-\(Self.plain(channel.string))"
    return name + (button.map { "-\($0.rawValue)" } ?? "")
  }

  private func device(_ channel: ChannelName) -> String {
    JSONText.object([
      "identifiers": JSONText.array([JSONText.string(id(channel))]),
      "name": JSONText.string("shmview \(channel)"),
      "manufacturer": JSONText.string("shmview"), "sw_version": JSONText.string(version),
    ])
  }

  private var origin: String {
    JSONText.object([
      "name": JSONText.string("shmshare"), "sw_version": JSONText.string(version),
    ])
  }

  /// In a discovery topic an object has `A-Z a-z 0-9 _ -`; others, and what escapes them, become
  /// numbers, so that two names stay two.
  private static func plain(_ name: String) -> String {
    name.utf8.map { byte in
      let character = Character(Unicode.Scalar(byte))
      let stays = byte < 0x80 && (character.isLetter || character.isNumber)
      return stays ? String(character) : "_" + String(byte, radix: 16)
    }.joined()
  }
}
