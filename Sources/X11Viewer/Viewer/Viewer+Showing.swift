import ShmChannel
import ViewerCore

/// What the window has to show, after all that has happened.
extension Viewer {
  /// Puts the newest frame, if it is another than the shown one; one that has been composed while
  /// the server was at work goes first.
  func showNews() {
    if presenter.isBusy { return composeAhead() }
    let ahead = presenter.takeAhead()
    guard hasNews, hasAppeared, !overlays.isFrozen,
      case .frame(let generation, let channel) = availability
    else { return }
    if case .asked = firstSize { return }
    let latest = FrameKey(channel: channel, generation: generation)
    if presenter.newest == latest {
      hasNews = false
      return
    }
    if let ahead, ahead.key.channel == channel {
      show(ahead)
      hasNews = ahead.key != latest
      if presenter.isBusy || !hasNews { return composeAhead() }
    }
    presenter.makeRoom()
    do {
      guard let frame = try reader.acquireLatest() else {
        hasNews = false
        return
      }
      show(Pin(frame))
    } catch {
      hasNews = false
      say(error)
    }
  }

  /// Composes the newest frame while the server copies the one before it.
  private func composeAhead() {
    guard hasNews, presenter.canComposeAhead, !overlays.showsPanels,
      case .frame(let generation, let channel) = availability,
      presenter.underway != FrameKey(channel: channel, generation: generation)
    else { return }
    presenter.makeRoom()
    // What fails now fails again, and is said, when nothing is in flight.
    guard let frame = try? reader.acquireLatest(), frame.info.transition == .zero else { return }
    presenter.composeAhead(scene(of: Pin(frame)))
  }

  private func transition(to pin: Pin) -> Presenter.Transition? {
    guard !isHidden, pin.frame.info.transition > .zero, let shown = presenter.shown
    else { return nil }
    return Presenter.Transition(from: scene(of: shown), duration: pin.frame.info.transition)
  }

  private func show(_ pin: Pin) {
    if pin.key.channel != countedChannel { stats.didChangeChannel() }
    countedChannel = pin.key.channel
    stats.didSee(pin.key.generation.rawValue)
    if asksForSize(of: pin) { return }
    hasNews = false
    let scene = scene(of: pin)
    if failed == SceneKey(scene).bare { return }
    do {
      // A window that nobody can see need not fade.
      try presenter.put(scene, transition: transition(to: pin))
      if presenter.isBusy { isDirty = false }  // a put draws the whole window
    } catch {
      didFail(SceneKey(scene), error)
    }
  }

  /// Whether the window has to be resized before this frame, the first one, is shown.
  private func asksForSize(of pin: Pin) -> Bool {
    guard case .open = firstSize else { return false }
    let wanted = WindowSize.first(for: pin.size, on: Size(window.monitor))
    if wanted == window.size || window.isFullscreenOrMaximized {
      firstSize = .settled
      return false
    }
    firstSize = .asked(wanted)
    timer.set(.firstSize, after: FirstSize.patience)
    window.resize(to: wanted, corner: corner(for: wanted))
    return true
  }

  /// Where the window belongs in another size: a place that counts from the far corner is another
  /// one then, and so is the middle of the chosen monitor, unless the window has left that.
  private func corner(for size: Size) -> (x: Int, y: Int)? {
    let place = options.geometry?.place
    let monitor = window.chosenArea
    if place == nil && monitor != window.monitor { return nil }
    if let place, !place.isFromFarEdge { return nil }
    return Placement.corner(of: size, at: place, monitor: monitor, screen: window.display.size)
  }

  /// Takes the step of a fade that is due, and sees to it that the next one comes.
  func fadeOn() {
    guard let fading = presenter.fading, let shown = presenter.shown else {
      return timer.cancel(.fade)
    }
    if presenter.isBusy { return }
    let now = ContinuousClock.now
    let scene = scene(of: fading.target)
    let isOverlaid = scene.overlay != fading.overlay
    if fading.next <= now || isDirty || isOverlaid || isHidden {
      do throws(SceneError) {
        try presenter.step(from: self.scene(of: shown), to: scene, at: now, cuts: isHidden)
        isDirty = false
      } catch {
        didFail(SceneKey(scene), error)
      }
    }
    if let next = presenter.fading?.next { timer.set(.fade, at: next) } else { timer.cancel(.fade) }
  }

  /// What has to be drawn of a frame, as it is looked at now.
  func scene(of pin: Pin) -> Scene {
    let scene = Scene(pin: pin, view: view(of: pin.size), style: looking.style)
    return Scene(pin: pin, view: scene.view, style: scene.style, overlay: overlay(over: scene))
  }

  func redraw() {
    guard hasAppeared, !presenter.isBusy, presenter.fading == nil else { return }
    guard let pin = presenter.shown else { return wait() }
    let scene = scene(of: pin)
    do throws(SceneError) {
      if isDirty {
        isDirty = false
        try presenter.put(scene)
      } else if let onScreen = presenter.onScreen, onScreen.overlay != scene.overlay {
        try presenter.update(scene)
      }
    } catch {
      say(error)
    }
  }

  /// Says what the window waits for.
  private func wait() {
    let overlay = waitingOverlay()
    guard isDirty || overlay != waiting.drawn else { return }
    isDirty = false
    waiting.draw(overlay)
  }

  func setTitle(_ frame: String?) {
    window.setTitle(
      WindowTitle.text(
        frame: desktop.trouble ?? frame, channel: options.label, replacement: options.title))
  }
}
