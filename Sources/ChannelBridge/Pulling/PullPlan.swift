/// When a subscriber pulls the picture of one channel, and which picture it takes.
package struct PullPlan: Sendable {
  /// What becomes of a picture that has come.
  package enum Verdict: Equatable, Sendable {
    /// It is that one: decode it.
    case decode(PictureMark)
    /// It is an older one: it is pulled again later.
    case again
    /// It stays older: the next `meta` is waited for.
    case gaveUp
    /// Nobody has asked for it.
    case ignore
  }

  /// What has become of a picture that was decoded.
  package enum Outcome: Equatable, Sendable {
    case shown
    /// The fault is the picture's own.
    case broken
    /// The fault is on this side, and may pass: memory, the channel.
    case trouble
  }

  private enum State: Equatable {
    case idle
    /// Subscribed; until nothing has come for too long. It is silent once nothing has come for as
    /// long as a broker takes that has something.
    case pulling(until: Duration, isHasty: Bool, isSilent: Bool = false)
    /// Another try comes then.
    case resting(until: Duration)
    case decoding(PictureMark)
  }

  /// How long nothing may come before a pull is given up.
  package static let patience = Duration.seconds(60)
  /// The same for a pull that has left: a broker whose queue is full drops answers as well.
  static let hastyPatience = Duration.seconds(2)
  /// Between two tries.
  static let pause = Duration.seconds(1)
  /// After trouble on this side.
  static let troubleDelay = Duration.seconds(5)
  /// How often one picture is pulled.
  static let maximumAttempts = 3

  /// What the last `meta` says, where that is newer than what was seen.
  package private(set) var wanted: PictureMeta?
  /// What it said when the pull began: what comes may be that, or anything newer.
  private var target: PictureMeta?
  /// The newest picture that was decoded, whether that went well or not.
  private var seen: PictureMark?
  private var attempts = 0
  /// Whether the next pull leaves as it comes, and whether later ones do.
  private var leavesNow = true
  private var leaves = true
  /// Whether the last pull left and brought nothing.
  private var wasEmpty = false
  private var state = State.idle

  package init() {}

  /// Whether it is subscribed to `image`.
  package var isPulling: Bool {
    if case .pulling = state { true } else { false }
  }

  /// Whether the subscription ends as it begins, so that the broker sends the picture that it has,
  /// and none of those that come while it is on its way.
  package var isHasty: Bool {
    if case .pulling(_, isHasty: true, _) = state { true } else { false }
  }

  /// Whether it is subscribed, and the broker seems to have nothing.
  package var isSilent: Bool {
    if case .pulling(_, _, isSilent: true) = state { true } else { false }
  }

  /// Whether it takes a turn: a picture comes, or is being decoded.
  package var isActive: Bool {
    if case .decoding = state { true } else { isPulling }
  }

  /// When `tick` is due; nil for never.
  package var deadline: Duration? {
    switch state {
    case .pulling(let until, isHasty: false, isSilent: false):
      until - Self.patience + Self.hastyPatience
    case .pulling(let until, _, _), .resting(let until): until
    case .idle, .decoding: nil
    }
  }

  /// Whether a pull should begin.
  package var isReady: Bool { state == .idle && wanted != nil }

  /// A `meta` has come.
  ///
  /// - Returns: whether it tells of another picture than was known.
  @discardableResult
  package mutating func note(_ meta: PictureMeta) -> Bool {
    guard meta.mark.isNewer(than: seen), meta != wanted else { return false }
    wanted = meta
    attempts = 0
    if case .resting = state { state = .idle }
    return true
  }

  /// The subscription to `image` was sent.
  package mutating func didBegin(at now: Duration) {
    attempts += 1
    target = wanted
    state = .pulling(until: .zero, isHasty: leaves && leavesNow)
    leavesNow = true
    noteProgress(at: now)
  }

  /// A subscription that ended as it began has brought nothing: there may be nothing, or the broker
  /// sends nothing to one that has left. So it is tried again at once, and stays; if that brings
  /// it, all later ones stay.
  package mutating func didEndEmpty() {
    guard isHasty else { return }
    (leavesNow, wasEmpty) = (false, true)
    state = .idle
  }

  /// Something has come from the broker, perhaps a part of the picture.
  package mutating func noteProgress(at now: Duration) {
    guard case .pulling(_, let isHasty, _) = state else { return }
    let patience = isHasty ? Self.hastyPatience : Self.patience
    state = .pulling(until: now + patience, isHasty: isHasty)
  }

  /// A picture has come: from then on it is no longer subscribed.
  ///
  /// - Parameter mark: which one it is, where it says so.
  package mutating func take(byteCount: Int, mark: PictureMark?, at now: Duration) -> Verdict {
    guard isPulling, wanted != nil else { return .ignore }
    if wasEmpty { leaves = false }
    wasEmpty = false
    let metas = [target, wanted].compactMap(\.self)
    let right =
      mark.map { mark in
        metas.contains { $0.mark.epoch == mark.epoch && $0.mark.sequence <= mark.sequence }
          ? mark : nil
      } ?? metas.first { $0.byteCount == byteCount }?.mark
    guard let mark = right else { return retry(at: now) ? .again : .gaveUp }
    state = .decoding(mark)
    return .decode(mark)
  }

  /// What is known of a picture that `take` has taken.
  package func meta(of mark: PictureMark, byteCount: Int) -> PictureMeta? {
    let metas = [target, wanted].compactMap(\.self)
    return metas.first { $0.mark == mark } ?? metas.last?.renumbered(mark, byteCount)
  }

  /// The picture was decoded, or not.
  package mutating func didDecode(_ outcome: Outcome, at now: Duration) {
    guard case .decoding(let mark) = state else { return }
    guard outcome != .trouble else {
      attempts = 0
      state = .resting(until: now + Self.troubleDelay)
      return
    }
    state = .idle
    seen = mark
    if let wanted, !wanted.mark.isNewer(than: mark) { self.wanted = nil }
    attempts = 0
  }

  /// Time has passed.
  ///
  /// - Returns: whether nothing has come, so that the subscription has to be ended.
  package mutating func tick(at now: Duration) -> Bool {
    guard let deadline, deadline <= now else { return false }
    if case .pulling(let until, isHasty: false, isSilent: false) = state, now < until {
      state = .pulling(until: until, isHasty: false, isSilent: true)
      return false
    }
    wasEmpty = false
    guard isPulling, !isHasty else {
      // After one that had left, the next one stays.
      leavesNow = !isHasty
      state = .idle
      return false
    }
    _ = retry(at: now)
    return true
  }

  /// The broker does not let it subscribe to `image`.
  package mutating func didRefuse(at now: Duration) {
    if isPulling { state = .resting(until: now + Self.patience) }
  }

  /// The connection is gone, and `meta` comes anew with the next one.
  package mutating func didDisconnect() {
    wanted = nil
    attempts = 0
    (leavesNow, leaves, wasEmpty) = (true, true, false)
    if !isActive || isPulling { state = .idle }
  }

  private mutating func retry(at now: Duration) -> Bool {
    state = attempts < Self.maximumAttempts ? .resting(until: now + Self.pause) : .idle
    if state == .idle { wanted = nil }
    return state != .idle
  }
}
