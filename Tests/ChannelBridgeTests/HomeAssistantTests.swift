import ChannelBridge
import PlainJSON
import ShmChannel
import ShmShow
import Testing

/// The members are those of https://www.home-assistant.io/integrations/image.mqtt/ and
/// https://www.home-assistant.io/integrations/button.mqtt/.
@Suite("Home Assistant's discovery") struct HomeAssistantTests {
  private static let common: Set = [
    "availability", "availability_mode", "availability_template", "availability_topic",
    "default_entity_id", "device", "enabled_by_default", "encoding", "entity_category",
    "entity_picture", "icon", "json_attributes_template", "json_attributes_topic", "name", "origin",
    "payload_available", "payload_not_available", "platform", "qos", "unique_id",
  ]
  private static let image = common.union([
    "content_type", "image_encoding", "image_topic", "url_template", "url_topic",
  ])
  private static let button = common.union([
    "command_template", "command_topic", "device_class", "payload_press", "retain",
  ])

  private func assistant() throws -> HomeAssistant {
    HomeAssistant(
      prefix: "homeassistant", topics: try BridgeTopics(prefix: "home/a_b"), version: "shmshare 1")
  }

  private func members(_ message: HomeAssistant.Message) throws -> [String: JSONValue] {
    guard case .object(let members) = try JSONReader.read(Array(message.payload.utf8)) else {
      return [:]
    }
    return Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) })
  }

  @Test("a channel is an image entity, with documented members alone")
  func imageEntity() throws {
    let message = try assistant().image(of: ChannelName("wall.1"), as: .png)
    #expect(message.topic == "homeassistant/image/shmview-home_2fa_5fb-wall_2e1/config")
    let members = try members(message)
    #expect(Set(members.keys).isSubset(of: Self.image))
    #expect(members["image_topic"] == .string("home/a_b/wall.1/image"))
    #expect(members["content_type"] == .string("image/png"))
    #expect(members["availability_topic"] == .string("home/a_b/wall.1/state"))
    #expect(members["json_attributes_topic"] == .string("home/a_b/wall.1/meta"))
    #expect(members["unique_id"] == .string("shmview-home_2fa_5fb-wall_2e1"))
    #expect(members["name"] == .null)  // it has the name of its device
    let device = try #require(members["device"])
    #expect(device["identifiers"] == .array([.string("shmview-home_2fa_5fb-wall_2e1")]))
    #expect(device["name"] == .string("shmview wall.1"))
    #expect(members["origin"]?["name"] == .string("shmshare"))
  }

  @Test(
    "each of a slideshow's commands is a button, whose payload is understood",
    arguments: HomeAssistant.Button.allCases)
  func buttons(button: HomeAssistant.Button) throws {
    let channel = try ChannelName("wall.1")
    let message = try assistant().button(button, of: channel)
    #expect(
      message.topic
        == "homeassistant/button/shmview-home_2fa_5fb-wall_2e1-\(button.rawValue)/config")
    let members = try members(message)
    #expect(Set(members.keys).isSubset(of: Self.button))
    #expect(members["command_topic"] == .string("home/a_b/wall.1/command"))
    #expect(
      members["device"] == (try self.members(assistant().image(of: channel, as: .png)))["device"])
    let payload = try #require(members["payload_press"]?.text)
    #expect(ShowCommand(payload: Array(payload.utf8)) != nil)
  }

  @Test("an object's name has the characters that discovery allows, and no two are the same")
  func names() throws {
    let topics = try ["a", "a.b", "a_2eb", "a-b", "a_b"].map {
      try assistant().image(of: ChannelName($0), as: .jpeg).topic
    }
    #expect(Set(topics).count == topics.count)
    for topic in topics {
      #expect(topic.wholeMatch(of: /homeassistant\/image\/[a-zA-Z0-9_-]+\/config/) != nil)
    }
  }

  @Test("what takes a channel away has its topics, with empty payloads")
  func nothing() throws {
    let channel = try ChannelName("c")
    let messages = try assistant().nothing(of: channel)
    #expect(messages.map(\.payload) == ["", "", "", ""])
    #expect(messages[0].topic == (try assistant()).image(of: channel, as: .jpeg).topic)
    #expect(
      messages.dropFirst().map(\.topic)
        == (try HomeAssistant.Button.allCases.map {
          try assistant().button($0, of: channel).topic
        }))
  }

  @Test("payloads that are no command are none", arguments: ["", "NEXT", "next ", "stop", "jump"])
  func commands(payload: String) {
    #expect(ShowCommand(payload: Array(payload.utf8)) == nil)
  }
}
