import ShmChannel
import ShmShow

/// What happens around the viewer.
extension ViewerModel {
  mutating func handle(_ input: Input) {
    if hasEnded { return handleLast(input) }
    switch input {
    case .exposed: isDirty = true
    case .configured(let size): configure(size)
    case .appeared: appear()
    case .hidden(let isHidden): self.isHidden = isHidden
    case .stateChanged: perform(.lookAtState)
    case .recoloured(let monitor):
      overlays.monitor = monitor
      isDirty = true
      told.waiting = nil
    case .closed, .terminated: end(0)
    case .deed(let deed): perform(deed)
    case .button(let change): countClick(change)
    case .pointerMoved(let pointer): movePointer(to: pointer)
    case .pointerLeft: overlays.movePointer(to: nil)
    case .dragged(let isOver): overlays.isDropTarget = isOver
    case .dropped(let list): share(list)
    case .looked(let look): changeLook { $0.linked = look }
    case .markedElsewhere(let mark): adopt(mark)
    case .rang(let isPolling): ring(isPolling: isPolling)
    case .woke: following.countWakeup()
    case .time: break
    case .shared(let messages, let hasFailed): didShare(messages, hasFailed: hasFailed)
    case .cannotShare(let reason): cannotShare(reason)
    case .slideshowEnded(let ending): slideshowDidEnd(ending)
    case .finish: finish()
    default: handleAnswer(input)
    }
  }

  /// The viewer has ended: its show is let go, and it says the last word of `--stats`.
  private mutating func handleLast(_ input: Input) {
    switch input {
    case .finish: finish()
    case .show(let status):
      for command in show.hear(status, for: [.end]) { effects.append(.steer(command)) }
    default: break
    }
  }

  private mutating func finish() {
    hasEnded = true
    deadlines = Deadlines()
    if show.isHolding { effects.append(.readShow) }
    if preferences.printsStats {
      effects.append(.printStats(following.stats, following.latency.summary))
    }
  }

  private mutating func configure(_ size: Size) {
    owesDrawing = true
    adoptFirstSize(size)
    let isOther = size != window
    if isOther {
      isDirty = true
      outgrown = Set(following.glass.onItsWay)
      following.didResize()
    }
    window = size
    if isOther && hasAppeared { report(.resized) }
    if isOther && overlays.helpPage != nil { countPages(for: .resize) }
  }

  /// What the size says of the one that the first frame is to have.
  private mutating func adoptFirstSize(_ size: Size) {
    firstSize.didConfigure(size, from: window)
    switch firstSize {
    case .settled: deadlines.set(.firstSize, at: nil)
    case .unsure where awaitsFullscreen || manners.isFullscreen:
      firstSize.didCome(to: size, isFullscreen: true)
    case .unsure where !deadlines.isSet(.firstSize): perform(.lookAtState)
    default: break
    }
  }

  private mutating func appear() {
    if hasAppeared { return }
    hasAppeared = true
    if home?.isBeginning == true {
      deadlines.set(.beginning, at: clock.instant + Home.patience)
    }
    perform(.completeStartup)
    followPointer()
    report(.opened)
  }

  private mutating func ring(isPolling: Bool) {
    if !isPolling { following.forgetFailure() }
    self.isPolling = isPolling
    mustRefresh = true
  }

  /// A show that was killed is started again, and leaves its last picture meanwhile; one that could
  /// not begin has said why, and ends the viewer, as one does that has come to its own end.
  private mutating func slideshowDidEnd(_ ending: SlideshowEnd) {
    let hasShown = following.stats.shown > 0
    switch ending.status {
    case 0?: if ending.isPrivate { end(0) }
    case let status? where !hasShown: end(status)
    case nil:
      let meanwhile = hasShown ? "its last picture stays, and " : ""
      perform(.say("\(ending.message); \(meanwhile)it is started again"))
      deadlines.set(.slideshow, at: showRestart.restart(afterEndAt: clock.instant))
    default: perform(.say("\(ending.message)\(hasShown ? "; its last picture stays" : "")"))
    }
  }

  /// Says why the channel, or a frame of it, is not shown.
  mutating func say(_ reason: String) {
    let consequence = following.glass.held == nil ? "" : "; the last good picture stays"
    perform(.say("\(options.channel): \(reason)\(consequence)"))
  }
}
