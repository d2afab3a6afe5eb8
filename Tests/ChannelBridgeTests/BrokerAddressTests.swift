import ChannelBridge
import ShmChannel
import Testing

@Suite("Addresses and topics") struct BrokerAddressTests {
  @Test(
    "a broker's address is read, and said as it was meant",
    arguments: [
      ("mqtt://broker", "broker", 1883, "mqtt://broker"),
      ("mqtts://broker", "broker", 8883, "mqtts://broker"),
      ("MQTT://b.example:1884/", "b.example", 1884, "mqtt://b.example:1884"),
      ("mqtt://[::1]:1884", "::1", 1884, "mqtt://[::1]:1884"),
      ("mqtt://[::1]", "::1", 1883, "mqtt://[::1]"), ("mqtt://::1", "::1", 1883, "mqtt://[::1]"),
      ("mqtt://127.0.0.1:1", "127.0.0.1", 1, "mqtt://127.0.0.1:1"),
    ])
  func addresses(text: String, host: String, port: Int, said: String) throws {
    let address = try BrokerAddress(text)
    #expect(address.host == host)
    #expect(address.port == port)
    #expect("\(address)" == said)
  }

  @Test(
    "what is no address is refused, and says why",
    arguments: [
      ("broker", BrokerAddress.Problem.scheme), ("http://broker", .scheme), ("mqtt://", .host),
      ("mqtt://a b", .host), ("mqtt://b:0", .port), ("mqtt://b:65536", .port),
      ("mqtt://b:x", .port),
      ("mqtt://b/topic", .path), ("mqtt://b?x", .path), ("mqtt://user@b", .secret),
      ("mqtts://user:word@b", .secret), ("mqtt://bü", .host),
    ])
  func refused(text: String, problem: BrokerAddress.Problem) {
    #expect(throws: problem) { try BrokerAddress(text) }
  }

  @Test("topics are made and understood, below any prefix")
  func topics() throws {
    let topics = try BridgeTopics(prefix: "home/görlitz")
    let channel = try ChannelName("a.b_c-d")
    #expect(topics.topic(.image, of: channel) == "home/görlitz/a.b_c-d/image")
    #expect(topics.filter(.meta) == "home/görlitz/+/meta")
    for kind in BridgeTopics.Kind.allCases {
      let parsed = topics.parse(topics.topic(kind, of: channel))
      #expect(parsed?.channel == channel && parsed?.kind == kind)
    }
    for other in [
      "home/görlitz/a/b/meta", "home/görlitz/a", "home/a/meta", "home/görlitz/.a/meta",
      "home/görlitz//meta", "home/görlitz/a/x",
    ] {
      #expect(topics.parse(other) == nil, "\(other)")
    }
  }

  @Test(
    "what is no prefix is refused",
    arguments: [
      "", "a+b", "#", "$SYS", "/a", "a/", "a\n", "a\0", String(repeating: "x", count: 65_463),
    ])
  func prefixes(prefix: String) {
    #expect(throws: BridgeTopics.Problem.self) { try BridgeTopics(prefix: prefix) }
  }
}
