internal import ChannelBridge
internal import ShmChannel

/// What a broker is told of a channel beside its pictures: that its publisher is there, and what
/// Home Assistant makes of it.
struct PublishedPresence {
  private let channel: ChannelName
  private let settings: PublisherSettings
  /// Whether `state` says that this publisher is there.
  private(set) var isOnline = false
  /// Whether Home Assistant shows the buttons of a slideshow; nil for not known.
  private var hasButtons: Bool?

  init(of channel: ChannelName, _ settings: PublisherSettings) {
    (self.channel, self.settings) = (channel, settings)
  }

  /// Another connection begins, to which nothing was told.
  mutating func forget() { (isOnline, hasButtons) = (false, nil) }

  /// Tells that the publisher is there, unless it was told, before the first picture.
  mutating func begin(_ client: BrokerClient?) {
    guard !isOnline else { return }
    isOnline = true
    _ = client?.send("online", to: state)
    guard let homeAssistant = settings.homeAssistant else { return }
    send([homeAssistant.image(of: channel, as: settings.encoding.type)], by: client)
  }

  /// The buttons come and go with the channel's slideshow.
  mutating func update(isShowRunning: Bool, _ client: BrokerClient?) {
    guard let homeAssistant = settings.homeAssistant, isShowRunning != hasButtons else { return }
    hasButtons = isShowRunning
    send(
      isShowRunning
        ? HomeAssistant.Button.allCases.map { homeAssistant.button($0, of: channel) }
        : homeAssistant.noButtons(of: channel), by: client)
  }

  /// Takes back what was told: the channel is gone.
  ///
  /// - Returns: the number of the message that empties `state`.
  mutating func clear(_ client: BrokerClient?) -> CInt? {
    forget()
    let number = client?.send("", to: state)
    if let homeAssistant = settings.homeAssistant {
      send(homeAssistant.nothing(of: channel), by: client)
    }
    return number
  }

  /// Tells that the publisher goes.
  func end(_ client: BrokerClient?) {
    if isOnline { _ = client?.send("offline", to: state) }
  }

  private var state: String { settings.topics.topic(.state, of: channel) }

  private func send(_ messages: [HomeAssistant.Message], by client: BrokerClient?) {
    for message in messages { _ = client?.send(message.payload, to: message.topic) }
  }
}
