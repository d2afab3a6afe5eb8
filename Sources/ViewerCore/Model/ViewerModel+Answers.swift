import ShmChannel
import ShmShow

/// What has come of effects.
extension ViewerModel {
  mutating func handleAnswer(_ input: Input) {
    defer {
      if !outgrown.isEmpty { outgrown.formIntersection(following.glass.onItsWay) }
    }
    switch input {
    case .completed(let frame, let path, let glass): didComplete(frame, by: path, glass)
    case .executed(let frame, let path, let glass): didExecute(frame, by: path, glass)
    case .shown(let frame, let mode, let moment, let glass):
      following.didPresent(glass, at: clock.instant, keepsAcquired: true)
      didShow(frame, by: mode, at: moment)
    case .skipped(let frame, let glass):
      following.didPresent(glass, at: clock.instant, keepsAcquired: true)
      following.didSkip()
      following.latency.didSkip(frame)
    case .stepped(let glass):
      following.didPresent(glass, at: clock.instant)
      following.didFade()
    case .lost(let glass):
      following.didPresent(glass, at: clock.instant, keepsAcquired: true)
      following.didLose()
    case .glass(let glass): following.didPresent(glass, at: clock.instant, keepsAcquired: true)
    case .failed(let scene, let reason, let glass): didFail(scene, reason, glass)
    case .sharesMemory(let sharesMemory): self.sharesMemory = sharesMemory
    case .resolution(let resolution): didLearnResolution(resolution)
    default:
      unanswered -= 1
      handleReply(input)
    }
  }

  /// What answers one effect.
  private mutating func handleReply(_ input: Input) {
    switch input {
    case .refreshed(let availability): didRefresh(availability)
    case .acquired(let frame): didAcquire(frame)
    case .kept(let kept): didListKept(kept)
    case .marked(let mark): didMark(mark)
    case .difference(let question, let figures):
      overlays.differences.record(figures, for: question)
    case .unavailable(let reason): didMiss(reason)
    case .presented(let glass): didPresent(glass)
    case .show(let status): learn(status)
    case .measured(let facts): self.facts = facts
    case .fullscreen(let isFullscreen): setFullscreen(isFullscreen)
    case .pixel(let place, let value): didRead(value, at: place)
    case .range(let range): didFindRange(range)
    case .scale(let question, let face): overlays.didRead(face, for: question)
    case .missed(let question, let miss): didFind(miss, for: question)
    case .helpPageCount(let count): didCountPages(count)
    case .offered(let value, let isOurs): didOffer(value, isOurs: isOurs)
    default: preconditionFailure("\(input) answers nothing")
    }
  }

  private mutating func didRefresh(_ availability: Following.Availability) {
    mustRefresh = false
    let before = following.latest
    following.didRefresh(availability)
    if before == following.latest || show.isThere { askForMark() }
    didLook()
    if following.latest != nil { return }
    questions.insert(.note)
    if following.glass.isEmpty || following.isFrozen { return }
    perform(.forget)
    isDirty = true
  }

  /// Asks whether the show is paused, or its screen off: a channel that rings without a frame may
  /// have one that is, and one that had a show may have none now. Where nothing rings, it is asked
  /// once a second.
  private mutating func askForMark() {
    if let askedShow, isPolling, clock.instant < askedShow + .seconds(1) { return }
    questions.insert(show.reply == nil ? .mark : .reply)
  }

  /// The channel has been looked at.
  private mutating func didLook() {
    if overlays.needsShow { questions.insert(.panel) }
    if show.isHolding { questions.insert(.hold) }
    perform(.dropStale(following.channel))
    listKeptInTime()
  }

  private mutating func didAcquire(_ frame: FrameFacts?) {
    following.didAcquire(frame)
    if let frame { following.latency.didAcquire(frame.info, at: clock) }
    if let frame, !following.glass.isBusy { following.didSee(frame) }
  }

  /// A frame could not be pinned, or the channel not be looked at. What cannot be composed ahead,
  /// or put behind, fails again when nothing is in flight, and is said then.
  private mutating func didMiss(_ reason: String) {
    if mustRefresh {
      mustRefresh = false
      return say(reason)
    }
    if !following.glass.isBusy { say(reason) }
    following.didFailToAcquire()
  }

  private mutating func didPresent(_ glass: Glass) {
    let pinned = following.acquired
    following.didPresent(glass, at: clock.instant, keepsAcquired: putting == nil)
    guard let putting else { return }
    self.putting = nil
    if putting.purpose == .news || putting.purpose == .behind {
      following.latency.didPut(putting.scene.frame, at: glass.sent ?? clock.instant)
    }
    if let pinned, pinned.key == glass.behind { following.didSee(pinned) }
    // A put draws the whole window.
    if !putting.isHurried && glass.isBusy { isDirty = false }
  }

  private mutating func didComplete(_ frame: FrameKey, by path: PathKind, _ glass: Glass) {
    didExecute(frame, by: path, glass)
    didShow(frame, by: nil, at: ScreenMoment(clock.instant))
  }

  private mutating func didExecute(_ frame: FrameKey, by path: PathKind, _ glass: Glass) {
    following.latency.didExecute(frame, at: clock.instant)
    following.didPresent(glass, at: clock.instant, keepsAcquired: true)
    following.didExecute(by: path, at: clock.instant)
    setTitle()
  }

  private mutating func didShow(
    _ frame: FrameKey, by mode: PresentMode?, at moment: ScreenMoment
  ) {
    let isTold = mode.map { $0 != .untold } ?? false
    following.latency.didShow(frame, at: moment.instant, isTold: isTold)
    // A step of a look back is a person's, and no frame of a stream.
    if following.didShow(frame, by: mode), following.lookBack == nil {
      overlays.didShow(at: clock.instant)
    }
    manners.didShow(frame, at: clock.instant)
    setTitle()  // what went wrong before is over
    if !outgrown.contains(frame) { acknowledge(frame, at: moment.blank) }
  }

  /// A frame could not be drawn, at once or after it was sent.
  private mutating func didFail(_ scene: SceneKey, _ reason: String, _ glass: Glass) {
    let purpose = putting?.scene == scene ? putting?.purpose : nil
    if putting != nil {
      putting = nil
      unanswered -= 1
    }
    following.didPresent(glass, at: clock.instant)
    if purpose == .ahead || purpose == .behind { return }
    say(reason)
    if purpose == .redraw { return }
    if following.didFail(scene) { isDirty = true }  // its put was to draw the whole window
  }

  private mutating func learn(_ status: ShowStatus?) {
    askedShow = clock.instant
    let isPaused = status.map { $0.isRunning && $0.state == .paused } ?? false
    overlays.setPaused(isPaused)
    learnScreen(isOff: status.map { $0.isRunning && $0.state == .off } ?? false)
    if let words = show.feedback(on: status, for: asking, at: clock.instant) {
      overlays.say(words, at: clock)
    }
    tellMiss()
    deadlines.set(.reply, at: show.reply?.deadline)
    if asking.contains(.steer) {
      for command in show.takeWanted() { perform(.steer(command)) }
    }
    if asking.contains(.panel) { overlays.show = status }
    if asking.contains(.inhibition) {
      isPlaying = status.map { $0.isRunning && $0.state != .paused && $0.state != .off } ?? false
    }
    let note = show.note
    for command in show.hear(status, for: asking) { perform(.steer(command)) }
    if show.note != note { isDirty = true }
    asking = []
  }

  private mutating func didRead(_ value: PixelValue?, at place: PixelPlace) {
    overlays.didRead(value, at: place)
    guard let copying, copying.place == place else { return }
    self.copying = nil
    if let value { perform(.offer(value, copying.time)) }
  }

  private mutating func didOffer(_ value: PixelValue, isOurs: Bool) {
    guard isOurs else {
      return perform(
        .say("cannot copy: the X server gave the selection to another program"))
    }
    overlays.didCopy(value)
    followPointer()
  }

  private mutating func didLearnResolution(_ resolution: Double) {
    if told.watchesResolution && overlays.resolution == nil { unanswered -= 1 }
    overlays.setResolution(resolution)
  }
}
