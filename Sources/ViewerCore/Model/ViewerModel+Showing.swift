import ShmChannel

/// What the window has to show.
extension ViewerModel {
  /// Puts the newest frame, if it is another than the shown one; one that has been composed while
  /// the server was at work goes first. While the server is at work, the next one is composed, or
  /// put behind.
  mutating func showNews() {
    if let frame = following.acquired { return show(frame) }
    let isWanted = following.steps == 0 && !awaitsMark
    switch following.next(
      isReady: isReady && isWanted, canHurry: !showsPanels && isWanted && !isDirty)
    {
    case .nothing: break
    case .dropAhead: perform(.dropAhead)
    case .putAhead(let frame):
      following.didSee(frame)
      show(frame)
    case .acquire:
      if following.glass.isBusy || following.glass.fading != nil { perform(.makeRoom) }
      perform(.acquire)
    }
  }

  /// Whether the window can take a frame.
  private var isReady: Bool {
    if case .asked = firstSize { return false }
    return hasAppeared
  }

  private var showsPanels: Bool {
    overlays.showsPanels || following.isFrozen || comparing.mode != .nothing
  }

  private mutating func show(_ frame: FrameFacts) {
    if following.glass.isBusy { return hurry(frame) }
    if asksForSize(of: frame) { return }
    guard let scene = scene(of: frame) else { return }
    let isAhead = following.acquired == nil
    following.willPut(frame)
    if following.hasFailed(scene) {
      following.didDrop()
      return perform(isAhead ? .dropAhead : .drop)
    }
    put(scene, transition(to: frame), for: .news)
  }

  private mutating func put(
    _ scene: SceneKey, _ transition: Transition?, for purpose: Putting.Purpose
  ) {
    putting = Putting(scene: scene, purpose: purpose)
    perform(.put(scene, transition))
  }

  /// Composes the newest frame, or puts it, while the server copies the one before it.
  private mutating func hurry(_ frame: FrameFacts) {
    guard frame.info.transition == .zero, let scene = scene(of: frame), scene.overlay == nil else {
      if unanswered > 0 { return }
      following.didDrop()
      return perform(.drop)
    }
    let isBehind = following.canPutBehind
    putting = Putting(scene: scene, purpose: isBehind ? .behind : .ahead)
    perform(isBehind ? .putBehind(scene) : .composeAhead(scene))
  }

  /// A window that nobody can see need not fade.
  private func transition(to frame: FrameFacts) -> Transition? {
    guard !isHidden, following.lookBack == nil, frame.info.transition > .zero,
      let shown = following.shown
    else { return nil }
    return Transition(from: bareScene(of: shown), duration: frame.info.transition)
  }

  /// Whether the window has to be resized before this frame, the first one, is shown.
  private mutating func asksForSize(of frame: FrameFacts) -> Bool {
    guard firstSize.isOpen else { return false }
    guard let facts else {
      perform(.measure)
      return true
    }
    let wanted = WindowSize.first(
      for: preferences.rotation.turned(frame.size), on: Size(facts.monitor), at: facts.resolution)
    let isFullscreen = facts.isFullscreen || manners.isFullscreen
    if isFullscreen { home = home(for: wanted, facts) }
    if wanted == window || isFullscreen || facts.isFullscreenOrMaximized {
      firstSize = .settled
      deadlines.set(.firstSize, at: nil)
      return false
    }
    firstSize = .asked(wanted)
    deadlines.set(.firstSize, at: clock.instant + FirstSize.patience)
    perform(.resize(wanted, corner: corner(for: wanted, facts)))
    following.didDrop()
    perform(.drop)
    return true
  }

  /// Where the window belongs in another size once it is no longer fullscreen: one that began so in
  /// the monitor's middle, if nobody has said where.
  private func home(for size: Size, _ facts: WindowFacts) -> Home {
    guard let home, home.isBeginning else {
      return Home(size: size, corner: corner(for: size, facts))
    }
    let monitor = facts.chosenMonitor ?? (options.place == nil ? facts.monitor : nil)
    let corner = Placement.corner(
      of: size, at: options.place, monitor: monitor, screen: facts.screen)
    return Home(size: size, corner: corner.map { Corner(x: $0.x, y: $0.y) }, isBeginning: true)
  }

  /// Where the window belongs in another size: a place that counts from the far corner is another
  /// one then, and so is the middle of the chosen monitor, unless the window has left that.
  private func corner(for size: Size, _ facts: WindowFacts) -> Corner? {
    let place = options.place
    if place == nil && facts.chosenMonitor != facts.monitor { return nil }
    if let place, !place.isFromFarEdge { return nil }
    return Placement.corner(
      of: size, at: place, monitor: facts.chosenMonitor, screen: facts.screen
    ).map { Corner(x: $0.x, y: $0.y) }
  }

  /// Takes the step of a fade that is due, and sees to it that the next one comes.
  mutating func fadeOn() {
    guard let fading = following.glass.fading, let shown = following.shown,
      let target = following.fadeTarget
    else { return deadlines.set(.fade, at: nil) }
    if following.glass.isBusy || following.glass.awaitsScreen { return }
    guard let scene = scene(of: target) else { return }
    let isDue = fading.next <= clock.instant || isDirty || isHidden
    guard isDue || scene.overlay != fading.overlay else {
      return deadlines.set(.fade, at: fading.next)
    }
    isDirty = false
    putting = Putting(scene: scene, purpose: .fade)
    perform(.step(from: bareScene(of: shown), to: scene, cuts: isHidden))
  }

  mutating func redraw() {
    guard hasAppeared, !following.glass.isBusy, following.glass.fading == nil else { return }
    guard let shown = following.shown else { return wait() }
    if following.glass.awaitsScreen { return }
    guard let scene = scene(of: shown) else { return }
    if isDirty {
      isDirty = false
      put(scene, nil, for: .redraw)
    } else if let content = following.glass.content, content.overlay != scene.overlay {
      putting = Putting(scene: scene, purpose: .redraw)
      perform(.update(scene))
    }
  }

  /// Says what the window waits for.
  private mutating func wait() {
    let news = manners.trouble ?? show.note
    let hints = [news == nil ? options.waitingHint : nil, preferences.controls.helpHint]
      .compactMap { $0 }
    let overlay = overlays.overlay(waitingFor: news ?? options.waitingText, hints: hints, at: clock)
    guard knowsResolution(for: overlay), isDirty || overlay != told.waiting else { return }
    isDirty = false
    told.waiting = overlay
    perform(.drawWaiting(overlay))
  }
}

/// What has to be drawn of a frame, as it is looked at now.
extension ViewerModel {
  private func bareScene(of frame: FrameFacts) -> SceneKey {
    SceneKey(
      frame: frame.key, view: view(of: frame.size), style: looking.style,
      comparison: comparing.comparison(of: frame.info))
  }

  /// The scene of a frame; nil if something has to be known first, which is asked for.
  private mutating func scene(of frame: FrameFacts) -> SceneKey? {
    let scene = bareScene(of: frame)
    if let place = overlays.missingPixel(of: frame.info, in: scene.view) {
      perform(.readPixel(place))
      return nil
    }
    if let question = overlays.missingScale(of: frame.info, in: scene.view, scene.style.tones) {
      perform(.readScale(question))
      return nil
    }
    if let question = missQuestion(of: frame.info) {
      perform(.readMiss(question))
      return nil
    }
    let difference = overlays.showsInformation ? comparing.question(of: frame.info) : nil
    if let difference, overlays.helpPage == nil, !overlays.differences.contains(difference) {
      perform(.readDifference(difference))
      return nil
    }
    overlays.updateTiming(following.latency, at: clock)
    let picture = seen(frame, as: scene, difference)
    let overlay = overlays.overlay(over: picture, at: clock)
    guard knowsResolution(for: overlay) else { return nil }
    return SceneKey(
      frame: frame.key, view: scene.view, style: scene.style, comparison: scene.comparison,
      overlay: overlay)
  }

  /// What is to be told of a frame.
  ///
  /// - Parameter difference: What is asked of it and the marked frame.
  private func seen(
    _ frame: FrameFacts, as scene: SceneKey, _ difference: DifferenceQuestion?
  ) -> SeenPicture {
    var picture = SeenPicture(frame.info, in: scene.view, tones: scene.style.tones)
    picture.path = path(of: frame, in: scene.view)
    picture.presents = following.presentWords
    picture.skipped = following.stats.skipped
    picture.frozenSince = following.isFrozen ? following.news : nil
    picture.history = following.lookBack?.face(of: frame.key)
    picture.comparison = comparing.row(for: frame.info)
    picture.mark = comparing.mark?.words
    picture.difference = difference.flatMap { overlays.differences.value(for: $0) }
    return picture
  }

  /// The way that the frame takes into the window with nothing drawn over it.
  private func path(of frame: FrameFacts, in view: View) -> PathKind {
    if !sharesMemory { return .plain }
    let isDirect = frame.suitsDirect && view.isUnscaled && !overlays.monitor.isConverted
    return isDirect ? .direct : .composed
  }

  /// Asks for the resolution when there first is text, and hears of changes while there is some.
  ///
  /// - Returns: whether the overlay can be drawn.
  private mutating func knowsResolution(for overlay: Overlay?) -> Bool {
    let isText = overlay.map { !$0.panels.isEmpty } ?? false
    if isText == told.watchesResolution { return true }
    told.watchesResolution = isText
    overlays.setResolution(nil)
    perform(.watchResolution(isText))
    return !isText
  }
}
