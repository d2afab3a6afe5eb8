package import ShmChannel

/// The topics of the channels below a prefix, as docs/REACH.md has them.
package struct BridgeTopics: Hashable, Sendable {
  /// What a topic of a channel holds.
  package enum Kind: String, CaseIterable, Sendable {
    case image, meta, state, command
  }

  /// What is wrong with a prefix or a topic; to stand behind it and a blank.
  package struct Problem: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  package let prefix: String

  /// The prefix where none is chosen.
  package static let standardPrefix = "shmview"

  /// Of topics, MQTT 5.0, 1.5.4: two bytes say how long one is.
  private static let maximumByteCount = 65_535
  /// Of a slash, a channel's name, and a slash with the longest kind.
  private static let suffixByteCount = 1 + 64 + 8

  package init(prefix: String) throws(Problem) {
    try Self.check(prefix, reserving: Self.suffixByteCount)
    if prefix.hasPrefix("/") || prefix.hasSuffix("/") {
      throw Problem(description: "must not begin or end with a slash")
    }
    self.prefix = prefix
  }

  /// The topic of a channel.
  package func topic(_ kind: Kind, of channel: ChannelName) -> String {
    "\(prefix)/\(channel)/\(kind.rawValue)"
  }

  /// What stands for the topics of that kind of all channels.
  package func filter(_ kind: Kind) -> String { "\(prefix)/+/\(kind.rawValue)" }

  /// Which channel a topic is of, and what it holds; nil for topics that are not of this format.
  package func parse(_ topic: String) -> (channel: ChannelName, kind: Kind)? {
    guard topic.hasPrefix(prefix + "/") else { return nil }
    let parts = topic.dropFirst(prefix.count + 1).split(
      separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let channel = try? ChannelName(String(parts[0])),
      let kind = Kind(rawValue: String(parts[1]))
    else { return nil }
    return (channel, kind)
  }

  /// Refuses what is no topic to publish to: MQTT 5.0, 4.7.
  ///
  /// - Parameter room: bytes that come behind it.
  package static func check(_ topic: String, reserving room: Int = 0) throws(Problem) {
    if topic.isEmpty { throw Problem(description: "has no character") }
    if topic.unicodeScalars.contains(where: { $0 == "+" || $0 == "#" }) {
      throw Problem(description: "must not contain + or #, which stand for other topics")
    }
    if topic.hasPrefix("$") {
      throw Problem(description: "must not begin with $, which brokers keep for themselves")
    }
    if Title.sanitized(topic, byteCount: .max) != topic {
      throw Problem(description: "must not contain control characters or invisible ones")
    }
    if topic.utf8.count + room > maximumByteCount {
      throw Problem(description: "is too long: a topic has at most \(maximumByteCount) bytes")
    }
  }
}
