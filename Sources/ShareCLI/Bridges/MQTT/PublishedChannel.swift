internal import ChannelBridge
private import Glibc
internal import Linux
internal import ShmChannel
internal import ShmShow

/// A channel, and the connection on which it is published.
final class PublishedChannel {
  let name: ChannelName
  private let settings: PublisherSettings
  private let troubles: BridgeTroubles
  private let reader: ChannelReader
  private let isOnly: Bool
  /// What the details say of a picture that came from these topics.
  private let origin: PictureOrigin
  private var link: BrokerLink
  private var plan: PublishPlan
  /// The frame that was looked at last, and whether it came from these topics.
  private var seen: PictureMark?
  private var isReceived = false
  /// Of the messages on the way, those that the broker has not acknowledged.
  private var awaited: Set<CInt> = []
  /// Of the messages on the way, the first that was refused.
  private var refusal: BrokerRefusal?
  /// The picture on the way.
  private var meta: PictureMeta?
  private var presence: PublishedPresence
  private(set) var record: BridgeRecord.Channel

  /// - Parameter isOnly: whether the bridge publishes no other channel.
  init(
    _ name: ChannelName, isOnly: Bool, _ settings: PublisherSettings, _ troubles: BridgeTroubles
  ) throws(Failure) {
    self.name = name
    self.isOnly = isOnly
    self.settings = settings
    self.troubles = troubles
    origin = PictureOrigin(
      broker: settings.broker.address, topic: settings.topics.topic(.image, of: name))
    do throws(ChannelError) { reader = try ChannelReader(name: name) } catch {
      throw Failure(error)
    }
    plan = PublishPlan(keeps: settings.keeps, interval: settings.interval)
    link = Self.link(name, settings)
    presence = PublishedPresence(of: name, settings)
    record = BridgeRecord.Channel(name: name)
    try look()
  }

  private static func link(_ name: ChannelName, _ settings: PublisherSettings) -> BrokerLink {
    let will = BrokerClient.Will(
      topic: settings.topics.topic(.state, of: name), payload: "offline")
    return BrokerLink(settings.broker, id: settings.clientID(of: name), will: will) { _ in false }
  }

  /// Whether the channel is gone, and so is all that the broker had of it.
  var isFinished: Bool { plan.isFinished }
  /// Whether the broker has accepted the connection.
  var isConnected: Bool { link.client != nil }

  /// Whether nothing is done but to wait for a picture of this machine's: the topics are another
  /// publisher's.
  private var isResting: Bool { isReceived && !plan.isBusy }

  /// What to wait for: the connection under the first event; the channel under the second, unless
  /// a picture is on the way.
  func watches(link event: BridgeLoop.Event, channel: BridgeLoop.Event) -> [BridgeLoop.Watch] {
    let door = BridgeLoop.Watch(descriptor: reader.doorbell, event: channel)
    if isResting { return [door] }
    return [link.watch(as: event), plan.isBusy ? nil : door].compactMap(\.self)
  }

  /// When `work` is due at the latest.
  var deadline: Duration? {
    if isResting { return nil }
    var moments = [link.deadline]
    if case .wait(let until) = plan.step(at: Clock.monotonic()) { moments.append(until) }
    return moments.compactMap(\.self).min()
  }

  /// Does what is due.
  func work(isLinkReady: Bool) throws(Failure) {
    if isResting { try look() }
    guard !isResting else { return }
    for news in try link.work(isReady: isLinkReady, at: Clock.monotonic()) { try note(news) }
    guard !plan.isBusy else { return }
    try look()
    proceed()
    if isResting { leave() }
    record.isConnected = isConnected
    record.isBusy = plan.isBusy
  }

  /// Ends the connection, without a word about the channel's state.
  private func leave() {
    link.end()
    link = Self.link(name, settings)
    _ = plan.didDisconnect(at: Clock.monotonic())
    awaited = []
    presence.forget()
    record.forget()
  }

  /// Tells the broker that it ends.
  func end() {
    presence.end(link.client)
    link.end()
  }

  private func note(_ news: BrokerLink.News) throws(Failure) {
    switch news {
    case .connected:
      troubles.settle(name.string)
      plan.didConnect()
      awaited = []
      presence.forget()
      if settings.homeAssistant != nil { _ = link.client?.subscribe(to: topic(.command)) }
    case .disconnected:
      awaited = []
      if plan.didDisconnect(at: Clock.monotonic()) != nil {
        let count = meta?.byteCount ?? 0
        troubles.complain(
          Failure(
            .trouble,
            "\(topic(.image)): the broker ends the connection whenever this picture of \(count) "
              + "bytes comes; the next one is tried; for smaller ones: --jpeg or --fit"),
          of: topic(.image))
      }
    case .trouble(let trouble): troubles.complain(trouble.failure, of: name.string)
    case .acknowledged(let number, let reason): try acknowledged(number, reason)
    case .message(let message): obey(message)
    case .subscribed(_, let reason) where reason >= 128:
      troubles.complain(
        BrokerRefusal(reason: reason).failure(reading: topic(.command)), of: topic(.command))
    case .subscribed, .unsubscribed, .progress: break
    }
  }

  private func acknowledged(_ number: CInt, _ reason: CInt) throws(Failure) {
    guard awaited.remove(number) != nil else { return }
    if reason >= 128, refusal == nil { refusal = BrokerRefusal(reason: reason) }
    guard awaited.isEmpty else { return }
    if let refusal { return refuse(refusal) }
    guard let mark = plan.didAcknowledge(), let meta else { return }
    for kind in [BridgeTopics.Kind.image, .meta] { troubles.settle(topic(kind)) }
    record.note(meta, at: Clock.nanosecondsSinceEpoch())
    guard !settings.isQuiet else { return }
    try StandardStreams.say(
      "\(name): generation \(mark.sequence), \(meta.width)x\(meta.height), \(meta.byteCount) bytes\n"
    )
  }

  /// What was on the way is not taken.
  private func refuse(_ refusal: BrokerRefusal) {
    self.refusal = nil
    awaited = []
    let failure = refusal.failure(writing: topic(.image), byteCount: meta?.byteCount ?? 0)
    guard let failure else { return }  // the end of the connection follows
    troubles.complain(failure, of: topic(.image))
    plan.didRefuse(nil, at: Clock.monotonic())
  }

  /// Which frame the channel has now.
  private func look() throws(Failure) {
    let wasReceived = isReceived
    do throws(ChannelError) {
      switch try reader.refresh() {
      case .frame(let generation, let id):
        if mark(generation, id) != seen, let frame = try reader.acquireLatest() {
          seen = mark(frame.info.generation, frame.info.channelID)
          isReceived = cameFromHere(frame.info)
        }
        if isReceived { plan.noteReceived() } else { plan.note(latest: seen) }
      case .noChannel, .noFrame:
        isReceived = false
        plan.note(latest: nil)
      }
      troubles.settle("channel \(name)")
    } catch {
      if case .damagedFrame = error { return }  // the doorbell rings with the next one
      troubles.complain(Failure(error), of: "channel \(name)")
    }
    if isReceived != wasReceived { try tellReceived() }
  }

  private func cameFromHere(_ frame: FrameInfo) -> Bool {
    PictureOrigin(details: frame.caption.details) == origin
  }

  /// Of many channels some may well have come from there; the only one should not.
  private func tellReceived() throws(Failure) {
    guard isReceived else {
      troubles.settle(origin.description)
      return
    }
    let words = "\(name): its picture comes from \(origin), and is not sent back there"
    if isOnly {
      troubles.complain(Failure(.timedOut, "channel \(words)"), of: origin.description)
    } else if !settings.isQuiet {
      try StandardStreams.say("\(words)\n")
    }
  }

  private func mark(_ generation: Generation, _ id: ChannelID) -> PictureMark {
    PictureMark(
      epoch: settings.encoding.epoch(of: "\(id)"),
      sequence: Int(clamping: min(generation.rawValue, UInt64(PictureMark.maximumSequence))))
  }

  private func proceed() {
    switch plan.step(at: Clock.monotonic()) {
    case .image: sendImage()
    case .meta: sendMeta()
    case .clear: clear()
    case .wait: tellShow()
    }
  }

  private func sendImage() {
    do throws(ChannelError) {
      if let frame = try reader.acquireLatest() { send(frame) }
    } catch {
      if case .damagedFrame = error { return }  // the doorbell rings with the next one
      troubles.complain(Failure(error), of: "channel \(name)")
    }
  }

  private func send(_ frame: borrowing PinnedFrame) {
    // The doorbell rings with one that is newer than that which was looked at.
    guard !cameFromHere(frame.info) else { return }
    let mark = mark(frame.info.generation, frame.info.channelID)
    do throws(FollowEncoder.Trouble) {
      send(try EncodedPicture(frame, mark, settings.encoding, of: name))
    } catch {
      guard case .failure(let failure) = error else { return }  // cut: there is a newer one
      troubles.complain(failure, of: topic(.image))
      plan.didRefuse(mark, at: Clock.monotonic())
    }
  }

  private func send(_ picture: EncodedPicture) {
    presence.begin(link.client)
    meta = picture.meta
    plan.didSendImage(picture.meta.mark, at: Clock.monotonic())
    let properties = properties(picture.meta.mark, contentType: picture.meta.type.rawValue)
    do throws(BrokerRefusal) {
      try picture.withUnsafeBytes { (bytes) throws(BrokerRefusal) in
        let number = try link.client?.publish(bytes, to: topic(.image), properties)
        awaited = number.map { [$0] } ?? []
      }
    } catch {
      refuse(error)
    }
  }

  private func sendMeta() {
    guard let meta else { return }
    plan.didSendMeta()
    let properties = properties(meta.mark, contentType: "application/json")
    let number = link.client?.send(meta.json, to: topic(.meta), properties)
    awaited = number.map { [$0] } ?? []
  }

  /// `meta` first, so that nobody goes on to pull what is not there.
  private func clear() {
    plan.didSendClear()
    let numbers = [BridgeTopics.Kind.meta, .image].map { link.client?.send("", to: topic($0)) }
    awaited = Set((numbers + [presence.clear(link.client)]).compactMap(\.self))
    record.forget()
  }

  private func tellShow() {
    guard presence.isOnline, settings.homeAssistant != nil else { return }
    let isRunning = (try? ChannelRoot.standard().show(of: name))??.isRunning ?? false
    presence.update(isShowRunning: isRunning, link.client)
  }

  private func obey(_ message: BrokerMessage) {
    guard message.topic == topic(.command), !message.isRetained,
      case .bytes(let bytes) = message.payload, let command = ShowCommand(payload: bytes)
    else { return }
    do throws(ShowError) {
      _ = try ShowSteering.send(command, to: name)
      troubles.settle(topic(.command))
    } catch {
      troubles.complain(Failure(error), of: topic(.command))
    }
  }

  private func topic(_ kind: BridgeTopics.Kind) -> String { settings.topics.topic(kind, of: name) }

  private func properties(_ mark: PictureMark, contentType: String) -> BrokerProperties {
    BrokerProperties(mark: mark, contentType: contentType, expiry: settings.expiry)
  }
}
