internal import ArgumentParser
private import ShmChannel

/// `shmshare bridge page`: what browsers show the channels of an MQTT broker with.
struct BridgePage: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "page",
    abstract: "Print the page that shows channels in a browser.",
    discussion: """
      One file of HTML that needs no server: open it, send it, or put it beside other pages. It \
      speaks MQTT over WebSockets with the broker that "shmshare bridge mqtt" publishes to. \
      Without --channel it is a wall of all channels. Its address says the same as the options, \
      and counts more: shmview.html?broker=ws://HOST:9001&channel=NAME. Sent by the broker's own \
      server it needs no --broker.

      EXAMPLES
        shmshare bridge page --broker ws://broker.local:9001 > shmview.html
        shmshare bridge page --broker wss://broker/mqtt --channel door > door.html
      """
  )

  @Option(
    help: ArgumentHelp(
      "The broker's listener for WebSockets: ws://HOST:PORT, or wss:// with TLS.",
      valueName: "url"))
  var broker: String?

  @Option(help: "What the topics begin with. (default: shmview)")
  var prefix: String?

  @Option(help: ArgumentHelp("Show this channel alone.", valueName: "name"))
  var channel: String?

  func job() throws(Failure) -> PageJob {
    var name: ChannelName?
    if let channel { name = try .checked(channel) }
    return PageJob(settings: try PageSettings(broker: broker, prefix: prefix, channel: name))
  }
}
