/// What a publisher does next for one channel: one picture is on the way at a time, and the newest
/// one follows.
package struct PublishPlan: Sendable {
  /// What to do now; what was begun is told to be so by `didBegin`.
  package enum Step: Equatable, Sendable {
    /// Encode the channel's newest frame, and publish it as `image`.
    case image
    /// Publish the `meta` of the picture whose `image` was acknowledged.
    case meta
    /// Clear all retained topics: the channel is gone.
    case clear
    /// Nothing before that time, or before something happens.
    case wait(until: Duration?)
  }

  private enum Flight: Equatable {
    case image(PictureMark)
    case meta(PictureMark)
    case clear
  }

  /// How often a connection may break under the same picture before that is held to be the cause.
  private static let maximumBreaks = 3
  /// How long a picture that was refused is not tried again.
  package static let retryDelay = Duration.seconds(30)

  private let keeps: Bool
  private let interval: Duration
  private var isConnected = false
  private var latest: PictureMark?
  /// Whether the channel has a picture that came from these very topics.
  private var isReceived = false
  /// What the broker has, as far as this connection knows.
  private var acknowledged: PictureMark?
  /// Whether the topics hold something that has to be cleared when the channel goes.
  private var isRetained = false
  private var flight: Flight?
  /// An image that was acknowledged, and of which `meta` was not sent yet.
  private var announced: PictureMark?
  private var earliest = Duration.zero
  private var refused: (mark: PictureMark, until: Duration)?
  private var breaks: (mark: PictureMark, count: Int)?

  /// - Parameters:
  ///   - keeps: whether topics stay when the channel goes.
  ///   - interval: the least time between two pictures.
  package init(keeps: Bool = false, interval: Duration = .zero) {
    self.keeps = keeps
    self.interval = interval
  }

  /// Whether a message is on the way.
  package var isBusy: Bool { flight != nil }

  /// Whether nothing is left to do for a channel that is gone.
  package var isFinished: Bool { latest == nil && (keeps || !isRetained) && flight == nil }

  /// The channel has that frame now; nil if there is no channel.
  package mutating func note(latest: PictureMark?) {
    self.latest = latest
    isReceived = false
  }

  /// The channel has a picture that came from these very topics: they are another publisher's now,
  /// and nothing but the `meta` of an image that was sent is due.
  package mutating func noteReceived() {
    (latest, acknowledged) = (nil, nil)
    (isReceived, isRetained) = (true, false)
  }

  /// A connection is there; what the broker has kept is not known.
  package mutating func didConnect() {
    isConnected = true
    acknowledged = nil
  }

  /// The connection is gone.
  ///
  /// - Returns: a picture that is given up for a while, since connections break under it.
  package mutating func didDisconnect(at now: Duration) -> PictureMark? {
    let broken = flight
    isConnected = false
    flight = nil
    announced = nil
    guard case .image(let mark) = broken else { return nil }
    let count = breaks?.mark == mark ? (breaks?.count ?? 0) + 1 : 1
    breaks = (mark, count)
    guard count >= Self.maximumBreaks else { return nil }
    breaks = nil
    refused = (mark, now + Self.retryDelay)
    return mark
  }

  /// What to do now.
  package func step(at now: Duration) -> Step {
    guard isConnected, flight == nil else { return .wait(until: nil) }
    if announced != nil, latest != nil || isReceived { return .meta }
    guard let latest else { return isRetained && !keeps ? .clear : .wait(until: nil) }
    guard latest != acknowledged else { return .wait(until: nil) }
    if let refused, refused.mark == latest, refused.until > now {
      return .wait(until: refused.until)
    }
    return earliest > now ? .wait(until: earliest) : .image
  }

  /// The image of that picture was handed to the network.
  package mutating func didSendImage(_ mark: PictureMark, at now: Duration) {
    flight = .image(mark)
    earliest = now + interval
    isRetained = true
  }

  /// Its `meta` was.
  package mutating func didSendMeta() {
    guard let mark = announced else { return }
    announced = nil
    flight = .meta(mark)
  }

  /// The empty payloads were.
  package mutating func didSendClear() {
    announced = nil
    flight = .clear
  }

  /// The broker has what was on the way.
  ///
  /// - Returns: the picture, if all of it is there now.
  package mutating func didAcknowledge() -> PictureMark? {
    defer { flight = nil }
    switch flight {
    case .image(let mark):
      announced = mark
      breaks = nil
      return nil
    case .meta(let mark):
      acknowledged = mark
      return mark
    case .clear:
      isRetained = false
      acknowledged = nil
      return nil
    case nil: return nil
    }
  }

  /// The broker, or this side, does not take what was on the way, or that picture.
  package mutating func didRefuse(_ mark: PictureMark?, at now: Duration) {
    switch flight {
    case .image(let own), .meta(let own): refused = (mark ?? own, now + Self.retryDelay)
    case .clear: isRetained = false
    case nil: refused = mark.map { ($0, now + Self.retryDelay) }
    }
    flight = nil
    announced = nil
  }
}
