internal import ArgumentParser

/// `shmshare bridge status`: shows the bridges that run.
struct BridgeStatus: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "List the bridges to MQTT brokers that run, and what they have done.",
    discussion: """
      With --json each bridge is an object with the members pid, direction (publish or subscribe), \
      broker, prefix, connected, troubles (how often something went wrong), last_trouble (what was \
      said of the last, or null), and channels: an array of objects with channel, connected, busy \
      (a picture is on the way), pictures (how many have arrived), last (when the last one did), \
      epoch, sequence, bytes, width, height and title (of that one; null before the first). Times \
      are seconds since the epoch. Later versions may add members; these stay.
      """)

  @Flag(help: "Print a JSON array of objects, for programs.")
  var json = false

  func job() -> BridgeStatusJob { BridgeStatusJob(isJSON: json) }
}
