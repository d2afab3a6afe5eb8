import ShmChannel
import Testing

@testable import ShareCLI

@Suite("The page for browsers")
struct BrowserPageTests {
  @Test("its settings are the values of attributes, whatever is in them")
  func settings() throws {
    let page = BrowserPage(start: Array("<data ".utf8), rest: Array("></data>".utf8))
    let settings = try PageSettings(
      broker: "wss://a/\"><script>&lt;", prefix: "house/ground floor",
      channel: ChannelName("cam.1"))
    #expect(
      String(decoding: page.bytes(settings), as: UTF8.self)
        == #"<data data-broker="wss://a/&quot;>&lt;script>&amp;lt;" "#
        + #"data-prefix="house/ground floor" data-channel="cam.1"></data>"#)
  }

  @Test("without settings nothing is said, and the page asks")
  func noSettings() throws {
    let page = BrowserPage(start: Array("<data ".utf8), rest: Array("></data>".utf8))
    let settings = try PageSettings(broker: nil, prefix: nil, channel: nil)
    #expect(String(decoding: page.bytes(settings), as: UTF8.self) == "<data ></data>")
  }

  @Test(
    "what no browser can connect to is refused",
    arguments: [
      (
        "mqtt://a",
        "mqtt://a: must begin with ws:// or wss://: browsers speak MQTT over WebSockets alone"
      ),
      (
        "ws://me:secret@a",
        "the broker's URL: must not have a user or a password, which all who see the page could "
          + "read; it asks for them"
      ),
      ("ws://", "ws://: names no host"), ("ws://:9001", "ws://:9001: names no host"),
      ("ws://a b", "ws://a b: names no host"),
    ])
  func badBroker(broker: String, message: String) {
    #expect(throws: Failure(.usage, message)) {
      try PageSettings(broker: broker, prefix: nil, channel: nil)
    }
  }

  @Test(
    "a prefix that no topic can have is refused",
    arguments: ["", "a/#", "+/b", "$SYS", "/a", "a/", "a\u{7F}"])
  func badPrefix(prefix: String) {
    #expect(throws: Failure.self) {
      try PageSettings(broker: nil, prefix: prefix, channel: nil)
    }
  }
}
