package import ShmChannel

/// What a channel has, what of it the window holds, and so what is to be shown next; one for each
/// channel.
package struct Following: Sendable {
  package typealias Availability = ChannelReader.Availability

  /// The channel as the reader last saw it.
  package private(set) var availability: Availability
  package private(set) var glass = Glass()
  package private(set) var stats = Stats()
  /// How long frames take on their way to the screen.
  package internal(set) var latency = LatencyRecorder()
  /// Whether the shown frame stays, whatever comes.
  package private(set) var isFrozen = false
  /// A look back at older frames, which began by freezing.
  private(set) var lookBack: LookBack?
  /// How many frames a person wants to go on, or with a negative number back.
  private(set) var steps = 0
  /// Whether there may be a newer frame than the shown one.
  private(set) var hasNews = true

  /// A newer frame than the shown one that could not be drawn: at once it would fail again.
  private var failed: SceneKey?
  /// The channel whose generations are being counted.
  private var countedChannel: ChannelID?
  /// The frame that was to be composed ahead, or put behind, last; it is tried once a flight.
  private var triedAhead: FrameKey?
  private var pace = PutPace()
  /// Of the frames that are held, a handful.
  private var facts: [FrameFacts] = []
  /// A frame that is pinned and not put yet.
  private(set) var acquired: FrameFacts?

  /// Follows a channel of which that is known.
  package init(_ availability: Availability) { self.availability = availability }

  /// The newest frame that the channel is known to have.
  var latest: FrameKey? {
    guard case .frame(let generation, let channel) = availability else { return nil }
    return FrameKey(channel: channel, generation: generation)
  }

  var channel: ChannelID? {
    switch availability {
    case .noChannel: nil
    case .noFrame(let channel), .frame(_, let channel): channel
    }
  }

  var shown: FrameFacts? { facts(of: glass.held) }
  var newest: FrameFacts? { facts(of: glass.newest) }
  var fadeTarget: FrameFacts? { facts(of: glass.fading?.target) }
  var ahead: FrameFacts? { facts(of: glass.ahead) }

  private func facts(of frame: FrameKey?) -> FrameFacts? { facts.first { $0.key == frame } }

  /// How many generations have come since the kept one, or since one looks back.
  var news: UInt64 {
    guard let kept = lookBack?.origin ?? glass.newest, let latest else { return 0 }
    let before = kept.channel == latest.channel ? kept.generation.rawValue : 0
    return latest.generation.rawValue > before ? latest.generation.rawValue - before : 0
  }

  /// What to do for the newest frame.
  enum Next: Equatable {
    case nothing
    /// The newest frame is to be pinned; to be composed ahead, or put behind, if a draw request is
    /// in flight.
    case acquire
    /// The frame that was composed ahead is to be put.
    case putAhead(FrameFacts)
    /// What was composed ahead is of no use.
    case dropAhead
  }

  /// What is to be done now.
  ///
  /// - Parameters:
  ///   - isReady: Whether the window can take a frame.
  ///   - canHurry: Whether a frame may be composed, or put, before the one in flight is shown.
  mutating func next(isReady: Bool, canHurry: Bool) -> Next {
    if glass.isBusy { return canHurry && isWorthHurrying ? .acquire : .nothing }
    guard hasNews, isReady, !isFrozen, let latest else {
      return glass.ahead == nil ? .nothing : .dropAhead
    }
    if !isBehind(glass.newest) {
      hasNews = false
      return glass.ahead == nil ? .nothing : .dropAhead
    }
    guard let ahead else { return .acquire }
    return ahead.key.channel == latest.channel ? .putAhead(ahead) : .dropAhead
  }

  private var isWorthHurrying: Bool {
    guard hasNews, glass.canComposeAhead || canPutBehind, let latest else { return false }
    return isBehind(glass.flight?.frame) && triedAhead != latest
  }

  /// Whether a newer frame may be put before the one in flight is shown.
  var canPutBehind: Bool { glass.canPutBehind && pace.isBrisk }

  /// Whether nothing can be done for a newer frame before the server is done with one. Pixels that
  /// go through the connection can take seconds, in which other things may be told of the channel.
  var isSaturated: Bool {
    guard let flight = glass.flight, flight.path == .direct || flight.path == .composed
    else { return false }
    return !glass.canComposeAhead && !canPutBehind
  }

  /// Whether the channel is known to have a newer frame than that one. It may be the other way
  /// round: what is acquired can have come after the last look at the channel.
  private func isBehind(_ frame: FrameKey?) -> Bool {
    guard let frame, let latest, frame.channel == latest.channel else { return true }
    return frame.generation < latest.generation
  }
}

/// What has become of it.
extension Following {
  mutating func didRefresh(_ availability: Availability) {
    self.availability = availability
    if case .frame = availability { hasNews = true } else { hasNews = false }
  }

  /// The window has another size: what could not be drawn before perhaps can be now.
  mutating func didResize() { hasNews = true }

  /// What failed may be another frame's fault, or mended.
  mutating func forgetFailure() { failed = nil }

  mutating func freeze(_ isFrozen: Bool) {
    self.isFrozen = isFrozen
    (lookBack, steps) = (nil, 0)
  }

  mutating func wantStep(_ count: Int) { steps += count }

  /// Whether nothing stands in the way of another frame.
  var canStep: Bool { !glass.isBusy && glass.ahead == nil && acquired == nil }

  /// These frames are still there.
  mutating func didList(_ kept: [KeptFrame]) { lookBack?.kept = kept }

  /// Takes the steps that are wanted.
  ///
  /// - Parameter kept: The frames that are there now.
  /// - Returns: the generation that they lead to, if there is one that way; the window is frozen
  ///   then.
  mutating func takeSteps(among kept: [KeptFrame]) -> Generation? {
    defer { steps = 0 }
    guard let newest = glass.newest else { return nil }
    let start = newest.channel == latest?.channel ? newest.generation : .empty
    guard let target = LookBack.generation(steps, from: start, among: kept) else { return nil }
    isFrozen = true
    if lookBack == nil { lookBack = LookBack(origin: newest, kept: kept) }
    return target
  }

  mutating func countWakeup() { stats.wakeups += 1 }

  /// The newest frame is pinned, unless there is none.
  mutating func didAcquire(_ frame: FrameFacts?) {
    triedAhead = glass.isBusy ? latest : nil
    acquired = frame
    guard let frame else {
      if !glass.isBusy { hasNews = false }
      return
    }
    facts.removeAll { $0.key == frame.key }
    facts.append(frame)
  }

  /// The frame could not be pinned.
  mutating func didFailToAcquire() {
    steps = 0
    if glass.isBusy { triedAhead = latest } else { hasNews = false }
  }

  /// The pinned frame is not wanted now.
  mutating func didDrop() {
    acquired = nil
    prune()
  }

  /// The frame is to be shown: counting starts at the first of a channel.
  mutating func didSee(_ frame: FrameFacts) {
    if frame.key.channel != countedChannel { stats.didChangeChannel() }
    countedChannel = frame.key.channel
    stats.didSee(frame.key.generation.rawValue)
  }

  /// The frame is about to be put.
  mutating func willPut(_ frame: FrameFacts) {
    let isAhead = frame.key == glass.ahead
    hasNews = isAhead && isBehind(frame.key)
  }

  /// Whether the scene has just failed.
  func hasFailed(_ scene: SceneKey) -> Bool { failed == scene.bare }

  /// The scene could not be drawn.
  ///
  /// - Returns: whether it was a newer frame than the shown one.
  mutating func didFail(_ scene: SceneKey) -> Bool {
    if scene.frame == glass.held { return false }
    failed = scene.bare
    return true
  }

  /// The presenter says what it has now.
  mutating func didPresent(
    _ glass: Glass, at now: Instant, keepsAcquired: Bool = false
  ) {
    if self.glass.flight == nil && glass.flight != nil { pace.didBegin(at: now) }
    if self.glass.flight?.frame != glass.flight?.frame { triedAhead = nil }
    self.glass = glass
    if !keepsAcquired { acquired = nil }
    prune()
  }

  /// The server has executed a frame's draw request.
  mutating func didExecute(by path: PathKind, at now: Instant) {
    pace.didComplete(at: now)
    stats.didDraw(by: path)
  }

  /// The frame is on the screen, as far as anybody can know.
  ///
  /// - Parameter mode: How the server has brought it there, where that is known.
  /// - Returns: whether it is another frame than before.
  mutating func didShow(_ frame: FrameKey, by mode: PresentMode?) -> Bool {
    // Of a removed channel the window shows nothing any longer; generations of one that was made
    // again are counted anew.
    guard !glass.isForgetful, frame.channel == countedChannel || countedChannel == nil else {
      return false
    }
    if let mode { stats.didPresent(by: mode) }
    let before = stats.shown
    stats.didShow(frame.generation.rawValue)
    return stats.shown != before
  }

  /// What was in flight is lost without a fault of its own: the newest frame is to be put again.
  mutating func didLose() { hasNews = true }

  /// The server has skipped the frame, for a newer one.
  mutating func didSkip() { stats.didSkip() }

  mutating func didFade() { stats.didFade() }

  private mutating func prune() {
    let held = glass.frames + [acquired?.key].compactMap { $0 }
    facts.removeAll { !held.contains($0.key) }
    latency.keep(held)
  }
}
