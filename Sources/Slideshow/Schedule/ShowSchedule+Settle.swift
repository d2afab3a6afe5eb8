import SystemPackage

extension ShowSchedule {
  /// A picture that a child is needed for.
  private struct Wanted {
    let path: FilePath
    /// Whether it is to be shown once it is ready, and else held.
    let isDue: Bool
    var fade = Duration.zero
  }

  /// Brings child and wishes together.
  mutating func settle(_ now: Duration) {
    if playlist.count == 0 { isWaiting = true }
    if isOff { return }
    if let target, !playlist.contains(target.path), child?.isShowing != true {
      // Should it be made again it is new, and not what is on screen.
      if options.playlist.isNewestOnly { playlist.reject(target.path, showing: slide?.path) }
      goOn(now)
    }
    chooseTarget(now)
    guard !hasEnded, child?.isShowing != true else { return }
    if overtaken != nil { return showIfReady(fade: .zero, now) }
    let wanted = wanted
    if let child, child.path != wanted?.path { dropChild() }
    guard let wanted else { return }
    if let child, case .held = child.phase, child.isOutdated, !wanted.isDue { dropChild() }
    guard child != nil else { return start(wanted, now) }
    if wanted.isDue {
      child?.isAwaited = true
      showIfReady(fade: wanted.fade, now)
    }
  }

  /// Shows the child's picture if it is held.
  private mutating func showIfReady(fade: Duration, _ now: Duration) {
    guard let child, case .held(let pass) = child.phase else { return }
    self.child?.phase = .showing(since: now, pass: pass)
    effects.append(.show(child.number, fade: fade))
  }

  private mutating func start(_ wanted: Wanted, _ now: Duration) {
    guard now >= retry else { return }
    let isOnScreen = target == nil && wanted.path == slide?.path
    let isDoubtful = target?.isDoubtful ?? false
    let known = isDoubtful ? playlist.contents[wanted.path] : isOnScreen ? slide?.contents : nil
    let child = Child(
      number: nextNumber(), path: wanted.path, started: now, known: known,
      isAwaited: wanted.isDue)
    self.child = child
    effects.append(.start(child.number, child.path, unless: child.known))
  }

  mutating func dropChild() {
    guard let child else { return }
    effects.append(.drop(child.number))
    self.child = nil
  }

  private var wanted: Wanted? {
    mutating get {
      if let target { return Wanted(path: target.path, isDue: true, fade: target.fade) }
      if let slide, slide.isOutdated, playlist.contains(slide.path) {
        return Wanted(path: slide.path, isDue: true)
      }
      guard slide != nil, case .show(let path) = upcoming, path != slide?.path else { return nil }
      return Wanted(path: path, isDue: false)
    }
  }

  /// Whether the show may begin though there may be pictures that have not been found yet.
  private var canBegin: Bool {
    let order = options.playlist
    if hasGathered { return true }
    if order.isNewestOnly || order.isOnce || playlist.count == 0 { return false }
    return order.start.first.map { playlist.contains($0) } ?? true
  }

  /// Goes on by itself when it is time to.
  private mutating func chooseTarget(_ now: Duration) {
    guard !hasEnded, child?.isShowing != true else { return }
    if target == nil, isTimeToGoOn(now) {
      go(playlist.advance(), .advance, fade: slide == nil ? .zero : options.fade, now)
    }
    aimAtNewest(now)
  }

  private func isTimeToGoOn(_ now: Duration) -> Bool {
    if slide == nil { return canBegin }
    let isAwaited = isWaiting && playlist.count > 0 || hasNewest
    return isAwaited && paused == nil || isOver(now)
  }

  private func isOver(_ now: Duration) -> Bool {
    guard let slide, paused == nil, now >= slide.shown + options.interval else { return false }
    return slide.passEnd.map { now >= $0 } ?? true
  }

  /// Makes what the playlist says the target.
  mutating func go(
    _ outcome: Playlist.Outcome, _ fallback: Fallback, fade: Duration, _ now: Duration
  ) {
    if playlist.count > 0 { isWaiting = false }
    switch outcome {
    case .show(let path): aim(at: path, fallback, fade, now)
    case .check(let path):
      target = Target(path: path, fallback: fallback, fade: fade, isDoubtful: true)
    case .stay:
      if let missed { target = Target(path: missed, fallback: fallback, fade: fade) }
    case .finished: finish()
    }
  }

  private mutating func aim(
    at path: FilePath, _ fallback: Fallback, _ fade: Duration, _ now: Duration
  ) {
    // While another picture is on its way to the screen, the slide is about to leave it.
    if path == slide?.path && child?.isShowing != true {
      slide?.shown = now
      // Another may be aimed at that is not the newest any more.
      let isOther = options.playlist.isNewestOnly && slide?.isOutdated == true
      target =
        isOther ? Target(path: path, fallback: fallback, fade: .zero, isDoubtful: true) : nil
    } else {
      target = Target(path: path, fallback: fallback, fade: fade)
    }
  }

  /// Goes on from a target that cannot be shown.
  mutating func goOn(_ now: Duration) {
    guard let target else { return }
    self.target = nil
    let outcome =
      switch target.fallback {
      case .advance where !passedOver.pictures.isEmpty: takePassedOver() ?? playlist.advance()
      case .previous: playlist.step(.previous)
      case .next: playlist.step(.next)
      // No rotation: but the first picture is the newest that can be shown.
      case .advance where options.playlist.isNewestOnly && slide == nil: playlist.step(.next)
      case .advance: playlist.advance()
      }
    go(outcome, target.fallback, fade: target.fade, now)
    if self.target == nil { passedOver = PassedOver() }
  }

  private mutating func finish() {
    // Before that there may be pictures that nobody has found yet, or another file of a shot.
    guard hasScanned, !effects.contains(where: \.isRefusal) else { return }
    hasEnded = true
    dropChild()
    if let player = slide?.player { effects.append(.drop(player)) }
    effects.append(.finish)
  }
}
