internal import ChannelBridge
private import Glibc
internal import Linux
internal import ShmChannel

/// Has channels follow what a broker has.
final class MQTTSubscriber {
  private let settings: SubscriberSettings
  private let loop: BridgeLoop
  private let link: BrokerLink
  private let troubles = BridgeTroubles()
  private let queue: PictureQueue
  private var pulls = Pulls()
  private var listening = Listening()
  private var pushed = PushedPictures()
  /// Subscriptions that the broker has not answered.
  private var asked: [CInt: String] = [:]
  /// Subscriptions to pictures that ended as they began, and whose end the broker has not answered.
  private var left: [ChannelName: CInt] = [:]
  /// Those that were refused are tried again then.
  private var retryTime: Duration?
  /// The channels that have a picture of ours.
  private var filled: [ChannelName: BridgeRecord.Channel] = [:]
  /// What is being decoded.
  private var current: [ChannelName: PictureMeta] = [:]
  private let recorder: BridgeRecorder

  private static let retryDelay = Duration.seconds(30)

  init(_ settings: SubscriberSettings) throws(Failure) {
    self.settings = settings
    loop = try BridgeLoop()
    let topics = settings.topics
    link = BrokerLink(settings.broker) { topic in
      if case .pushed(let own, _) = settings.source { return topic == own }
      return topics.parse(topic)?.kind == .image
    }
    queue = PictureQueue(settings.broker.address, settings.costs, isQuiet: settings.isQuiet)
    recorder = try BridgeRecorder(
      BridgeRecord(
        processID: getpid(), direction: .subscribe, broker: settings.broker.name,
        prefix: topics.prefix),
      subject: settings.source.subject)
  }

  /// Follows until a signal asks it to end.
  func run() throws(Failure) {
    defer { recorder.end() }
    var events: [BridgeLoop.Event] = []
    while !loop.isStopped {
      let now = Clock.monotonic()
      for news in try link.work(isReady: events.contains(.channel), at: now) { note(news) }
      for outcome in queue.takeEnded() { note(outcome) }
      for channel in pulls.tick(at: Clock.monotonic()) { giveUp(channel) }
      retry()
      begin()
      listen()
      record()
      let watches = [link.watch(as: .channel)].compactMap(\.self) + queue.watches
      let moment = [link.deadline, pulls.deadline, retryTime].compactMap(\.self).min()
      events = try loop.wait(for: watches, until: moment)
    }
    queue.kill()
    link.end()
    try troubles.finish()
  }

  private func note(_ news: BrokerLink.News) {
    switch news {
    case .connected:
      troubles.settle("")
      subscribe()
    case .disconnected:
      (asked, left) = ([:], [:])
      retryTime = nil
      listening = Listening()
      pulls.didDisconnect()
    case .trouble(let trouble): troubles.complain(trouble.failure, of: "")
    case .progress: pulls.noteProgress(at: Clock.monotonic())
    case .subscribed(let number, let reason): answered(number, reason)
    case .unsubscribed(let number):
      guard let channel = left.first(where: { $0.value == number })?.key else { break }
      left[channel] = nil
      pulls[channel].didEndEmpty()
    case .message(let message): note(message)
    case .acknowledged: break
    }
  }

  /// What is followed all the time.
  private var filter: String {
    switch settings.source {
    case .channel(let name): settings.topics.topic(.meta, of: name)
    case .all: settings.topics.filter(.meta)
    case .pushed(let topic, _): topic
    }
  }

  private func subscribe() { ask(for: filter) }

  /// Goes on to listen after a pause, once all that was announced before has been pulled.
  private func listen() {
    if link.client != nil, pulls.areResting, listening.noteRest() { subscribe() }
  }

  private func ask(for filter: String) {
    if let number = link.client?.subscribe(to: filter) { asked[number] = filter }
  }

  private func answered(_ number: CInt, _ reason: CInt) {
    guard let filter = asked.removeValue(forKey: number) else { return }
    guard reason >= 128 else {
      troubles.settle(filter)
      return
    }
    troubles.complain(BrokerRefusal(reason: reason).failure(reading: filter), of: filter)
    if let (channel, kind) = settings.topics.parse(filter), kind == .image {
      pulls[channel].didRefuse(at: Clock.monotonic())
    } else {
      retryTime = Clock.monotonic() + Self.retryDelay
    }
  }

  private func retry() {
    guard let retryTime, retryTime <= Clock.monotonic() else { return }
    self.retryTime = nil
    subscribe()
  }

  private func note(_ message: BrokerMessage) {
    if case .pushed(let topic, let channel) = settings.source {
      if message.topic == topic { takePushed(message, for: channel) }
    } else if let (channel, kind) = settings.topics.parse(message.topic) {
      switch kind {
      case .meta: takeMeta(message, of: channel)
      case .image: takeImage(message, of: channel)
      case .state, .command: break
      }
    }
  }

  private func takeMeta(_ message: BrokerMessage, of channel: ChannelName) {
    guard case .bytes(let bytes) = message.payload else { return }
    if bytes.isEmpty { return remove(channel) }
    do throws(PictureMeta.Problem) {
      let meta = try PictureMeta(json: bytes)
      guard !isOwn(meta, channel) else { return }
      guard meta.byteCount <= settings.broker.byteLimit else {
        return troubles.complain(
          Failure(
            .undecodable,
            "\(message.topic): its picture has \(meta.byteCount) bytes, more than --max-memory "
              + "allows"), of: message.topic)
      }
      troubles.settle(message.topic)
      if pulls[channel].note(meta), listening.noteNews() {
        link.client?.unsubscribe(from: filter)
      }
    } catch {
      troubles.complain(Failure(.undecodable, "\(message.topic): \(error)"), of: message.topic)
    }
  }

  /// Whether a picture comes from this very channel, by a publisher of this machine: it would come
  /// round for ever.
  private func isOwn(_ meta: PictureMeta, _ channel: ChannelName) -> Bool {
    guard let frame = try? ChannelRoot.standard().latestFrame(of: channel) else { return false }
    return meta.mark.epoch.hasPrefix("\(frame.info.channelID)-")
  }

  private func takeImage(_ message: BrokerMessage, of channel: ChannelName) {
    guard message.byteCount > 0 else { return }
    let now = Clock.monotonic()
    let verdict = pulls[channel].take(byteCount: message.byteCount, mark: message.mark, at: now)
    guard verdict != .ignore else { return }
    if left.removeValue(forKey: channel) == nil {
      link.client?.unsubscribe(from: message.topic)
    }
    switch verdict {
    case .decode(let mark):
      let meta = pulls[channel].meta(of: mark, byteCount: message.byteCount)
      decode(message, for: channel, meta, title: meta?.title ?? "")
    case .gaveUp:
      troubles.complain(
        Failure(
          .undecodable,
          "\(message.topic): has another picture than \(settings.topics.topic(.meta, of: channel)) "
            + "says; waiting for the next one"), of: message.topic)
    case .again, .ignore: break
    }
  }

  private func decode(
    _ message: BrokerMessage, for channel: ChannelName, _ meta: PictureMeta?, title: String
  ) {
    do {
      switch message.payload {
      case .picture(let picture):
        try queue.start(picture, for: channel, from: message.topic, title: title)
        current[channel] = meta
      case .failed(let error): throw error
      case .bytes: break
      }
    } catch {
      complainOfRoom(error, message.topic)
      didDecode(.trouble, for: channel)
    }
  }

  private func complainOfRoom(_ error: any Error, _ topic: String) {
    troubles.complain(
      Failure(.trouble, "\(topic): no room for its picture: \(error); trying again"), of: topic)
  }

  private func takePushed(_ message: BrokerMessage, for channel: ChannelName) {
    guard message.byteCount > 0 else { return }
    switch message.payload {
    case .picture(let picture):
      if pushed.take(picture) { decode(message, for: channel, nil, title: message.topic) }
    case .failed(let error): complainOfRoom(error, message.topic)
    case .bytes: break
    }
  }

  private func note(_ outcome: PictureQueue.Outcome) {
    let channel = outcome.channel
    let topic = settings.topics.topic(.image, of: channel)
    let (result, failure) = outcome.verdict(on: topic)
    if let failure { troubles.complain(failure, of: topic) }
    if result == .shown {
      troubles.settle(topic)
      filled[channel, default: BridgeRecord.Channel(name: channel)]
        .note(current[channel], at: Clock.nanosecondsSinceEpoch())
    }
    current[channel] = nil
    didDecode(result, for: channel)
  }

  /// What was pulled is settled; of what was pushed the next one follows.
  private func didDecode(_ result: PullPlan.Outcome, for channel: ChannelName) {
    guard case .pushed(let topic, _) = settings.source else {
      return pulls[channel].didDecode(result, at: Clock.monotonic())
    }
    guard let picture = pushed.takeNext() else { return }
    let message = BrokerMessage(
      topic: topic, payload: .picture(picture), byteCount: picture.byteCount, isRetained: false,
      mark: nil)
    decode(message, for: channel, nil, title: topic)
  }

  private func remove(_ channel: ChannelName) {
    if pulls[channel].isPulling, left[channel] == nil {
      link.client?.unsubscribe(from: settings.topics.topic(.image, of: channel))
    }
    pulls.forget(channel)
    left[channel] = nil
    queue.kill(channel)
    current[channel] = nil
    guard filled.removeValue(forKey: channel) != nil, !settings.keeps else { return }
    do throws(ChannelError) { try ChannelRoot.standard().remove(channel) } catch {
      if case .noSuchChannel = error { return }
      troubles.complain(Failure(error), of: "channel \(channel)")
    }
  }

  private func giveUp(_ channel: ChannelName) {
    let topic = settings.topics.topic(.image, of: channel)
    link.client?.unsubscribe(from: topic)
    let seconds = PullPlan.patience.components.seconds
    troubles.complain(
      Failure(
        .timedOut,
        "\(topic): nothing has come for \(seconds) s; its publisher may have cleared it, or the "
          + "broker does not let this user read it"), of: topic)
  }

  private func begin() {
    guard link.client != nil else { return }
    for channel in pulls.begin(at: Clock.monotonic()) {
      let topic = settings.topics.topic(.image, of: channel)
      ask(for: topic)
      left[channel] = pulls[channel].isHasty ? link.client?.unsubscribe(from: topic) : nil
    }
  }

  private func record() {
    recorder.update { record in
      record.isConnected = link.client != nil
      (record.troubleCount, record.lastTrouble) = (troubles.count, troubles.last)
      record.channels = filled.values.map { channel in
        var channel = channel
        channel.isConnected = link.client != nil
        channel.isBusy = pulls[channel.name].isActive
        return channel
      }.sorted { $0.name.string < $1.name.string }
    }
  }
}
