internal import ChannelBridge
internal import Linux

/// The connection to a broker, made again and again.
final class BrokerLink {
  /// What its owner hears of.
  enum News {
    case connected
    case disconnected
    case trouble(BrokerTrouble)
    /// Something has come, perhaps a part of a message.
    case progress
    case acknowledged(CInt, reason: CInt)
    case subscribed(CInt, reason: CInt)
    case unsubscribed(CInt)
    case message(BrokerMessage)
  }

  private enum State {
    /// The next try comes then.
    case resting(until: Duration)
    case connecting(BrokerClient, ConnectAttempt, until: Duration)
    case greeting(BrokerClient, until: Duration)
    case open(BrokerClient, since: Duration, check: Duration)
    case ended
  }

  /// How long a connection may take, and the broker's answer: shorter than the pauses between the
  /// kernel's tries become (tcp(7), `tcp_syn_retries`: 1, 3, 7 s after the first).
  private static let patience = Duration.seconds(5)
  /// How long the broker may take to answer, where it is busy with thousands.
  private static let greetingPatience = Duration.seconds(10)
  /// Between two looks whether the broker is still there.
  private static let checkInterval = Duration.seconds(5)

  let settings: BrokerSettings
  private let id: String?
  private let will: BrokerClient.Will?
  private let isPicture: (String) -> Bool
  private var state = State.resting(until: .zero)
  private var reconnecting = Reconnecting()
  private var version = BrokerClient.Version.five
  /// Whether the broker has answered in that version before.
  private var isVersionKnown = false

  /// - Parameters:
  ///   - id: how the broker tells clients apart; nil for one of its choice.
  ///   - isPicture: whether what a topic holds is a picture.
  init(
    _ settings: BrokerSettings, id: String? = nil, will: BrokerClient.Will? = nil,
    isPicture: @escaping (String) -> Bool
  ) {
    self.settings = settings
    self.id = id
    self.will = will
    self.isPicture = isPicture
  }

  /// The connection that the broker has accepted.
  var client: BrokerClient? {
    if case .open(let client, _, _) = state { client } else { nil }
  }

  /// What to wait for, under that event.
  func watch(as event: BridgeLoop.Event) -> BridgeLoop.Watch? {
    switch state {
    case .resting, .ended: return nil
    case .connecting(_, let attempt, _):
      return BridgeLoop.Watch(descriptor: attempt.descriptor, event: event)
    case .greeting(let client, _), .open(let client, _, _):
      guard let socket = client.socket else { return nil }
      return BridgeLoop.Watch(
        descriptor: socket, readiness: client.wantsToWrite ? [.readable, .writable] : .readable,
        event: event)
    }
  }

  /// When `work` is due at the latest.
  var deadline: Duration? {
    switch state {
    case .resting(let until), .connecting(_, _, let until), .greeting(_, let until): until
    case .open(let client, _, let check): client.socket == nil ? .zero : check
    case .ended: nil
    }
  }

  /// Does what is due.
  ///
  /// - Parameter isReady: whether what `watch` named is ready.
  /// - Throws: `Failure` for what no other try mends.
  func work(isReady: Bool, at now: Duration) throws(Failure) -> [News] {
    switch state {
    case .resting(let until): return until <= now ? try begin(at: now) : []
    case .connecting(let client, let attempt, let until):
      if let result = attempt.result { return end(of: attempt, result, client, at: now) }
      return until <= now ? rest(.silence(settings), at: now) : []
    case .greeting(let client, let until):
      let news = isReady ? take(client.work(), from: client, at: now) : []
      guard case .greeting = state, until <= now else { return news }
      return news + rest(.silence(settings), at: now)
    case .open(let client, let since, let check):
      let progress = isReady ? [News.progress] : []
      let events = isReady || client.socket == nil ? client.work() : []
      let news = progress + take(events, from: client, at: now)
      guard case .open = state, check <= now else { return news }
      state = .open(client, since: since, check: now + Self.checkInterval)
      // What moves is alive; a picture on a slow line keeps the broker's answer waiting.
      return isReady ? news : news + take(client.checkLife(), from: client, at: now)
    case .ended: return []
    }
  }

  /// Ends it for good.
  func end() {
    client?.disconnect()
    state = .ended
  }

  private func begin(at now: Duration) throws(Failure) -> [News] {
    let client: BrokerClient
    do throws(Failure) {
      client = try BrokerClient(
        id: id, settings, version: version, will: will, isPicture: isPicture)
    } catch {
      guard isVersionKnown else { throw error }
      // A file that was fine may be so again.
      state = .resting(until: now + .seconds(10))
      return [.trouble(BrokerTrouble(local: error))]
    }
    do throws(SystemError) {
      let attempt = try ConnectAttempt(client, settings)
      state = .connecting(client, attempt, until: now + Self.patience)
      return []
    } catch {
      state = .resting(until: now + .seconds(10))
      return [.trouble(BrokerTrouble(local: Failure(.trouble, "\(settings.name): \(error)")))]
    }
  }

  private func end(
    of attempt: ConnectAttempt, _ result: ConnectAttempt.Result, _ client: BrokerClient,
    at now: Duration
  ) -> [News] {
    guard result.code == 0, let socket = client.socket else {
      let detail = client.handle.inbox.lastError
      return rest(.noConnection(result, settings, detail: detail), at: now)
    }
    TCPLiveness.watch(socket)
    state = .greeting(client, until: now + Self.greetingPatience)
    return []
  }

  private func take(
    _ events: [BrokerInbox.Event], from client: BrokerClient, at now: Duration
  ) -> [News] {
    var news: [News] = []
    for event in events {
      switch event {
      case .answered(0):
        isVersionKnown = true
        state = .open(client, since: now, check: now + Self.checkInterval)
        news.append(.connected)
      case .answered(let code):
        return news + rest(.refused(code, version, settings), at: now)
      case .acknowledged(let number, let reason):
        news.append(.acknowledged(number, reason: reason))
      case .subscribed(let number, let reason):
        news.append(.subscribed(number, reason: reason))
      case .unsubscribed(let number): news.append(.unsubscribed(number))
      case .message(let message): news.append(.message(message))
      case .closed(let code):
        let wasOpen = self.client != nil
        return news
          + rest(
            .closed(code, wasOpen: wasOpen, settings, detail: client.handle.inbox.lastError),
            at: now)
      }
    }
    return news
  }

  /// The connection is gone, or was none.
  private func rest(_ trouble: BrokerTrouble, at now: Duration) -> [News] {
    var lifetime: Duration?
    if case .open(_, let since, _) = state { lifetime = now - since }
    if trouble.mayBeOld, !isVersionKnown, version == .five {
      version = .three
      state = .resting(until: now)
      return []
    }
    if !isVersionKnown { version = .five }
    let delay = reconnecting.delay(
      after: trouble.cause, lifetime: lifetime, chance: Double.random(in: 0...1))
    state = .resting(until: now + delay)
    return lifetime == nil ? [.trouble(trouble)] : [.disconnected, .trouble(trouble)]
  }
}
