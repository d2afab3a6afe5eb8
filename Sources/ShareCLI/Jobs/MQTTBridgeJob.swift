internal import ShmChannel

/// Joins channels with the topics of an MQTT broker until it is ended.
enum MQTTBridgeJob: Job {
  /// One channel, or all.
  case publish(PublisherSettings, ChannelName?)
  case subscribe(SubscriberSettings)

  func run() throws(Failure) {
    switch self {
    case .publish(let settings, let channel): try MQTTPublisher(settings, channel: channel).run()
    case .subscribe(let settings): try MQTTSubscriber(settings).run()
    }
  }
}
