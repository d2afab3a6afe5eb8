private import Glibc
private import Linux
private import PlainJSON

/// Prints what bridges run.
struct BridgeStatusJob: Job {
  /// For programs, not for people.
  let isJSON: Bool

  func run() throws(Failure) {
    try StandardStreams.requireOutput()
    let records = try BridgeRecorder.living()
    if isJSON { return try StandardStreams.say(JSONText.array(records.map(\.trimmed)) + "\n") }
    let rows = records.compactMap { try? JSONReader.read(Array($0.utf8)) }.flatMap(rows)
    guard !rows.isEmpty else {
      return StandardStreams.hint("no bridges; to run one: shmshare bridge mqtt URL --publish")
    }
    let columns = ["CHANNEL", "DIRECTION", "BROKER", "STATE", "PICTURES", "LAST", "SIZE"]
    try StandardStreams.say(
      TextTable.lines(
        columns.map { TextTable.Column(title: $0, isNumber: ["PICTURES", "LAST"].contains($0)) },
        rows))
  }

  private func rows(of bridge: JSONValue) -> [[String]] {
    let words = ["direction", "broker"].map { bridge[$0]?.text ?? "-" }
    guard case .array(let channels) = bridge["channels"], !channels.isEmpty else {
      return [["-"] + words + [Self.state(bridge), "0", "-", "-"]]
    }
    return channels.map { channel in
      [channel["channel"]?.text ?? "-"] + words + [
        Self.state(channel), channel["pictures"]?.integer.map { "\($0)" } ?? "-", Self.age(channel),
        Self.size(channel),
      ]
    }
  }

  private static func state(_ value: JSONValue) -> String {
    if value["connected"] != .boolean(true) { return "connecting" }
    return value["busy"] == .boolean(true) ? "sending" : "connected"
  }

  private static func age(_ channel: JSONValue) -> String {
    guard let time = channel["last"]?.number else { return "-" }
    let now = Duration.nanoseconds(Int64(clamping: Clock.nanosecondsSinceEpoch()))
    return ChannelListing.age(now - .milliseconds(Int64(time * 1000)))
  }

  private static func size(_ channel: JSONValue) -> String {
    guard let width = channel["width"]?.integer, let height = channel["height"]?.integer else {
      return "-"
    }
    return "\(width)x\(height)"
  }
}

extension String {
  /// Without the blanks at its end, where a record was longer before.
  fileprivate var trimmed: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
