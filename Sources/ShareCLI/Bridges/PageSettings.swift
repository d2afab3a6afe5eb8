private import ChannelBridge
private import CommandLineFiles
internal import ShmChannel

/// Where the page of `bridge page` finds its pictures, as far as that is said in it; each may be
/// absent, and what the page's address says counts more.
struct PageSettings: Equatable {
  /// Such as `ws://broker.local:9001`.
  let broker: String?
  /// What the topics begin with.
  let prefix: String?
  /// Nil for a wall of all channels.
  let channel: ChannelName?

  init(broker: String?, prefix: String?, channel: ChannelName?) throws(Failure) {
    if let broker, let problem = Self.problem(ofBroker: broker) {
      // A secret is not repeated.
      let name = broker.contains("@") ? "the broker's URL" : CommandLineText.display(broker)
      throw Failure(.usage, "\(name): \(problem)")
    }
    do throws(BridgeTopics.Problem) {
      if let prefix { _ = try BridgeTopics(prefix: prefix) }
    } catch {
      throw Failure(.usage, "--prefix \(CommandLineText.display(prefix ?? "")) \(error)")
    }
    self.broker = broker
    self.prefix = prefix
    self.channel = channel
  }

  /// Attributes of HTML, whose values are text whatever is in them.
  var attributes: String {
    let values = [("broker", broker), ("prefix", prefix), ("channel", channel?.string)]
    return values.compactMap { name, value in
      value.map { "data-\(name)=\"\(Self.escaped($0))\"" }
    }.joined(separator: " ")
  }

  private static func problem(ofBroker broker: String) -> String? {
    guard let scheme = ["ws://", "wss://"].first(where: broker.hasPrefix) else {
      return "must begin with ws:// or wss://: browsers speak MQTT over WebSockets alone"
    }
    let rest = broker.dropFirst(scheme.count)
    if rest.contains("@") {
      return "must not have a user or a password, which all who see the page could read; it asks "
        + "for them"
    }
    guard rest.first.map({ !"/:?#".contains($0) }) == true, isPlain(broker), !rest.contains(" ")
    else { return "names no host" }
    return nil
  }

  /// Whether text is UTF-8, without control characters and invisible ones.
  private static func isPlain(_ text: String) -> Bool {
    CommandLineText.display(text) == text && Title.sanitized(text, byteCount: .max) == text
  }

  /// As the value of an attribute in double quotes, HTML Standard, 13.1.2.3.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case "<": result += "&lt;"
      default: result.append(character)
      }
    }
  }
}
