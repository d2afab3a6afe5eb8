import ShmChannel

/// What follows from all that has happened.
extension ViewerModel {
  private typealias Step = @Sendable (inout ViewerModel) -> Void

  private static let steps = firstSteps + drawingSteps + lastSteps
  private static let restingSteps = firstSteps + lastSteps
  private static let firstSteps: [Step] = [{ $0.lookAtChannel() }, { $0.askShow() }]
  private static let drawingSteps: [Step] = [
    { $0.showNews() }, { $0.lookBack() }, { $0.markBefore() }, { $0.fadeOn() }, { $0.redraw() },
  ]
  private static let lastSteps: [Step] = [
    { $0.inhibit() }, { $0.switchScreen() }, { $0.askShow() },
  ]

  /// One thing after the other: what has to be known first is asked for, and all else waits for the
  /// answer.
  mutating func decide() {
    meetDeadlines()
    if isResting || following.isFrozen { following.latency.follow(since: clock.wall) }
    for step in isResting ? Self.restingSteps : Self.steps {
      if unanswered > 0 || hasEnded { return }
      step(&self)
    }
    if unanswered > 0 { return }
    settle()
  }

  private mutating func meetDeadlines() {
    for purpose in deadlines.takePassed(at: clock.instant) {
      switch purpose {
      case .firstSize: settleFirstSize()
      case .beginning: perform(.lookAtState)
      case .stats: printStats()
      case .fade, .overlay, .inhibition: break  // who set them looks at the clock
      case .pointer:
        manners.pointerDeadlineDidPass(at: clock.instant)
        updatePointer()
      case .reply: questions.insert(.reply)
      case .screen:
        questions.insert(.mark)
        if told.hasScreenOff == true { perform(.keepScreenOff) }
      case .slideshow: perform(.startSlideshow)
      case .drop: dropDeadlineDidPass()
      case .hint: isDirty = true
      case .history: if following.lookBack != nil { perform(.listKept) }
      }
    }
  }

  private mutating func settleFirstSize() {
    if firstSize.isOpen {
      firstSize.didCome(to: window, isFullscreen: manners.isFullscreen)
    } else {
      firstSize = .settled
    }
  }

  /// Asks for what the channel has, unless its newest frame is to be pinned anyway.
  private mutating func lookAtChannel() {
    if mustRefresh { perform(.refresh) }
  }

  private mutating func askShow() {
    if questions.isEmpty { return }
    (asking, questions) = (questions, [])
    perform(.readShow)
  }

  /// Everything is drawn that can be: sees to it that the loop wakes again in time, and only then.
  private mutating func settle() {
    if following.glass.held == nil { setTitle() }
    deadlines.set(.overlay, at: nextOverlay())
    bypassCompositor()
    if owesDrawing && !isDirty && !following.glass.isBusy && !following.glass.awaitsScreen {
      owesDrawing = false
      perform(.didDraw)
    }
    if preferences.printsStats, !deadlines.isSet(.stats), following.stats.differs(from: told.stats)
    {
      deadlines.set(.stats, at: clock.instant + .seconds(1))
    }
  }

  private mutating func printStats() {
    told.stats = following.stats
    perform(.printStats(following.stats, following.latency.summary))
  }

  private mutating func nextOverlay() -> Instant? {
    let glass = following.glass
    if isHidden || isResting || glass.isBusy || glass.awaitsScreen { return nil }
    guard let frame = following.newest else { return overlays.nextChange(after: clock) }
    return overlays.nextChange(
      over: frame.info, skipped: following.stats.skipped, measured: following.latency.count,
      after: clock)
  }
}
