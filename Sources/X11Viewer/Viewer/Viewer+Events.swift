import ShmChannel
import ViewerCore

/// What has happened since the last turn, and what it changes.
extension Viewer {
  func take(_ turn: Turn) {
    if turn.isExposed { isDirty = true }
    if let isHidden = turn.isHidden { self.isHidden = isHidden }
    if let size = turn.size {
      firstSize.didConfigure(size, from: window.size)
      if firstSize == .settled { timer.cancel(.firstSize) }
      if size != window.size {
        isDirty = true
        hasNews = true  // what could not be drawn in the old size
      }
      window.size = size
    }
    if !hasAppeared && (turn.isMapped || turn.isManaged && window.isIconic) {
      hasAppeared = true
      desktop.startup?.complete(window)
    }
    if turn.hasNewResources { overlays.resolution = window.display.textResolution }
    if turn.hasNewScreen { window.followScreen() }
    if turn.isClosed { isDone = true }
    takePointer(turn)
    for deed in turn.deeds { perform(deed) }
    takeDesktop(turn)
  }

  func perform(_ deed: Deed) {
    guard let action = deed.actions.first(where: isOfUse) else { return }
    switch action {
    case .quit: isDone = true
    case .toggleFullscreen:
      window.toggleFullscreen()
      didChangeState()
    case .steer(let command): steerByHand(command)
    case .look(let change): look(change, at: deed.pointer)
    case .drag(let step): drag(step, deed.pointer)
    case .toggleMagnification: toggleMagnification()
    case .changeBackdrop: changeLook { $0.changeBackdrop() }
    case .reset: changeLook { $0.reset() }
    case .toggleInformation: toggleInformation()
    case .togglePixel: togglePixel(at: deed.pointer)
    case .copyPixel: copyPixel(at: deed.pointer, time: deed.time)
    case .turnHelp: turnHelp()
    case .toggleFreeze: toggleFreeze()
    case .leave: leave()
    }
  }

  /// Goes back by one step, of which the end is the last.
  private func leave() {
    if overlays.helpPage != nil {
      overlays.helpPage = nil
    } else if window.isFullscreen {
      window.leaveFullscreen()
      didChangeState()
    } else {
      isDone = true
    }
  }

  /// Whether the put in flight is completed.
  func settle(_ turn: Turn) -> Bool {
    switch presenter.settle(turn, Refusal.takeAll(), &notices) {
    case nil: return false
    case .stepped:
      stats.didFade()
      return false
    case .completed(let frame, let path):
      let before = stats.shown
      stats.didPut(frame.generation.rawValue, by: path)
      if stats.shown != before { overlays.live.rate.didShow(at: .now) }
      didShow(frame)
      setTitle(presenter.shown?.frame.info.title)
      if case .frame(_, frame.channel) = availability { reader.acknowledge(frame.generation) }
      return true
    case .failed(let scene, let error):
      didFail(scene, error)
      return false
    }
  }

  func didFail(_ scene: SceneKey, _ error: SceneError) {
    say(error)
    if scene.frame == presenter.shown?.key { return }
    failed = scene.bare
    isDirty = true  // its put was to draw the whole window
  }

  /// Looks the channel up; drains the doorbell.
  func refresh() {
    defer { sayIfPolling() }
    do throws(ChannelError) {
      availability = try reader.refresh()
      hasNews = true
    } catch {
      say(error)
      return
    }
    refreshShow()
    watchHold()
    // A picture rings before its show says that it has been stepped.
    if hold != nil { timer.set(.hold, after: .milliseconds(250)) }
    presenter.dropStale(channel: availability.channel, isUnlinked: reader.isUnlinked)
    if case .frame = availability { return }
    hasNews = false
    let note = waitingNote()
    if note != self.note { isDirty = true }
    self.note = note
    if presenter.isEmpty || overlays.isFrozen { return }
    presenter.forget()
    setTitle(nil)
    isDirty = true
  }

  func takeDeadlines() {
    for purpose in timer.takePassed() {
      switch purpose {
      case .firstSize: firstSize = .settled
      case .stats: statsPrinter?.print(stats)
      case .fade, .overlay, .inhibition: break  // who set them looks at the clock
      case .pointer: restPointer()
      case .hold: watchHold()
      }
    }
  }

  func scheduleStats() {
    guard let statsPrinter, statsPrinter.hasNews(stats), !timer.isSet(.stats) else { return }
    timer.set(.stats, after: .seconds(1))
  }

  func sayIfPolling() {
    guard reader.isPolling else { return }
    notices.say(
      "cannot watch by inotify (limits fs.inotify.max_user_instances / max_user_watches):"
        + " looking for new frames 60 times a second")
  }

  func say(_ error: any Error) {
    let consequence = presenter.shown == nil ? "" : "; the last good picture stays"
    notices.say("\(options.channel): \(error)\(consequence)")
  }
}

extension ChannelReader.Availability {
  /// The channel that is there.
  fileprivate var channel: ChannelID? {
    switch self {
    case .noChannel: nil
    case .noFrame(let channel), .frame(_, let channel): channel
    }
  }
}
