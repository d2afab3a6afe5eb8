internal import ArgumentParser
internal import ChannelBridge
private import CommandLineFiles
private import ShmChannel

/// `shmshare bridge mqtt`: joins channels with the topics of an MQTT broker.
struct BridgeMQTT: JobCommand {
  static let configuration = CommandConfiguration(
    commandName: "mqtt",
    abstract: "Exchange pictures with other machines, through an MQTT broker.",
    discussion: """
      The broker keeps the channel's newest picture at PREFIX/CHANNEL/image, as a file that every \
      MQTT client can show, and a description of it at PREFIX/CHANNEL/meta. A slow line skips \
      pictures, and never queues them. The bridge runs until it is ended, and reconnects whenever \
      the connection breaks; the exit status is that of what is wrong in the end. docs/REACH.md \
      has the format, and how to run it at home.

      EXAMPLES
        shmshare bridge mqtt mqtt://broker --publish          the default channel
        shmshare bridge mqtt mqtt://broker --subscribe --all  all that others have
        shmshare bridge mqtt mqtts://host --publish --login ~/.config/shmview/broker
        shmshare bridge mqtt mqtt://broker --subscribe --channel door \\
          --push frigate/door/person/snapshot                 a camera's snapshots
      """
  )

  @Argument(help: "The broker: mqtt://HOST[:PORT], or mqtts:// for TLS.")
  var url: String

  @Flag(help: "Publish what channels have.")
  var publish = false

  @Flag(help: "Have channels follow what the broker has.")
  var subscribe = false

  @Option(help: ArgumentHelp("What all topics begin with.", valueName: "topic"))
  var prefix = BridgeTopics.standardPrefix

  @Flag(help: "All channels, as they come and go.")
  var all = false

  @OptionGroup var channelOption: ChannelOption

  @OptionGroup(title: "Connection") var broker: BrokerOptions

  @OptionGroup(title: "For --publish") var publishing: PublishOptions

  @Option(
    help: ArgumentHelp(
      """
      With --subscribe: show the picture files that come at this topic, from a source that has no \
      meta, such as a camera.
      """, valueName: "topic"))
  var push: String?

  @OptionGroup(title: "Limits for one picture with --subscribe") var limits: LimitOptions

  @Flag(help: "Leave pictures where they are when their channel is removed.")
  var keep = false

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  func validate() throws {
    guard publish != subscribe else {
      throw ValidationError("give --publish or --subscribe, and not both")
    }
    if all, channelOption.channel != nil {
      throw ValidationError("--all and --channel exclude each other")
    }
    if all, push != nil { throw ValidationError("--all and --push exclude each other") }
    if publish, push != nil { throw ValidationError("--push is for --subscribe") }
    if subscribe, let option = publishing.given {
      throw ValidationError("\(option) is for --publish")
    }
  }

  func job() throws(Failure) -> MQTTBridgeJob {
    let settings = try broker.settings(url, limits.costs)
    let topics = try topics()
    if publish {
      let channel = all ? nil : try channelOption.name()
      return .publish(try publishing.settings(settings, topics, keep, quiet), channel)
    }
    var subscriber = SubscriberSettings(
      broker: settings, topics: topics, source: try source(), costs: limits.costs)
    subscriber.keeps = keep
    subscriber.isQuiet = quiet
    return .subscribe(subscriber)
  }

  private func topics() throws(Failure) -> BridgeTopics {
    do throws(BridgeTopics.Problem) { return try BridgeTopics(prefix: prefix) } catch {
      throw Failure(.usage, "--prefix \(CommandLineText.display(prefix)) \(error)")
    }
  }

  private func source() throws(Failure) -> SubscriberSettings.Source {
    guard !all else { return .all }
    let channel = try channelOption.name()
    guard let push else { return .channel(channel) }
    do throws(BridgeTopics.Problem) { try BridgeTopics.check(push) } catch {
      throw Failure(.usage, "--push \(CommandLineText.display(push)) \(error)")
    }
    return .pushed(topic: push, channel)
  }
}
