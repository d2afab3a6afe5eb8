internal import ArgumentParser
internal import ChannelBridge
internal import CommandLineFiles
private import ShmChannel

/// How pictures are published to a broker.
struct PublishOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Quality of the JPEG files, 1 to 100, with -444 for colors in full size. (default: 85)",
      valueName: "quality"))
  var jpeg: String?

  @Flag(help: "Write PNG files: exact, and larger.")
  var png = false

  @Option(
    help: ArgumentHelp("At most this many pictures a second, such as 2 or 0.1.", valueName: "n"))
  var maxRate: Double?

  @Option(
    help: ArgumentHelp("Scale larger pictures down to fit.", valueName: "WxH"))
  var fit: String?

  @Option(
    help: ArgumentHelp("The broker drops a picture that is older (MQTT 5).", valueName: "seconds"))
  var ttl: UInt32?

  @Flag(
    help: """
      Make each channel an image in Home Assistant, with buttons for its slideshow: next, previous \
      and pause. Whoever may publish to the channel's topic "command" may press them.
      """)
  var homeAssistant = false

  @Option(
    help: ArgumentHelp("What Home Assistant's discovery topics begin with.", valueName: "topic"))
  var discoveryPrefix = HomeAssistant.standardPrefix

  func validate() throws {
    if png, jpeg != nil { throw ValidationError("--png and --jpeg exclude each other") }
    if let jpeg, PictureEncoding.jpeg(jpeg) == nil {
      throw ValidationError("--jpeg must be 1 to 100, or such a number with -444, not \(jpeg)")
    }
    if let maxRate, !(maxRate > 0 && maxRate <= 1000) {
      throw ValidationError("--max-rate must be more than 0 and at most 1000, not \(maxRate)")
    }
    if let ttl, ttl < 1 { throw ValidationError("--ttl must be 1 or more") }
    if let fit, FollowSettings.Size(fit) == nil {
      throw ValidationError("--fit must be WIDTHxHEIGHT, not \(fit)")
    }
  }

  /// An option that was given.
  var given: String? {
    let options = [
      (jpeg != nil, "--jpeg"), (png, "--png"), (maxRate != nil, "--max-rate"),
      (fit != nil, "--fit"), (ttl != nil, "--ttl"), (homeAssistant, "--home-assistant"),
      (discoveryPrefix != HomeAssistant.standardPrefix, "--discovery-prefix"),
    ]
    return options.first { $0.0 }?.1
  }

  func settings(
    _ broker: BrokerSettings, _ topics: BridgeTopics, _ keeps: Bool, _ isQuiet: Bool
  ) throws(Failure) -> PublisherSettings {
    var settings = PublisherSettings(broker: broker, topics: topics)
    if png { settings.encoding.format = .png }
    if let format = jpeg.flatMap(PictureEncoding.jpeg) { settings.encoding.format = format }
    settings.encoding.limit = fit.flatMap(FollowSettings.Size.init).map { ($0.width, $0.height) }
    settings.interval = maxRate.map { .seconds(1 / $0) } ?? .zero
    settings.expiry = ttl
    settings.keeps = keeps
    settings.isQuiet = isQuiet
    guard homeAssistant else { return settings }
    do throws(BridgeTopics.Problem) { try BridgeTopics.check(discoveryPrefix) } catch {
      throw Failure(
        .usage, "--discovery-prefix \(CommandLineText.display(discoveryPrefix)) \(error)")
    }
    settings.homeAssistant = HomeAssistant(
      prefix: discoveryPrefix, topics: topics, version: ProgramVersion.text(of: "shmshare"))
    return settings
  }
}
