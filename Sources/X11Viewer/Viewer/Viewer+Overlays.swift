import ShmChannel
import ViewerCore

/// What is drawn over the picture: information, help, the badge of a frozen window, the edge of an
/// old frame.
extension Viewer {
  /// What has to be drawn over a frame now; nil for nothing.
  func overlay(over scene: Scene) -> Overlay? {
    let now = ContinuousClock.now
    let birth = overlays.birth(of: scene.pin.frame.info)
    var overlay = Overlay()
    if overlays.showsInformation {
      overlays.live.update(skipped: stats.skipped, at: now)
      overlay.panels.append(information(picture(scene, age: birth.duration(to: now))).panel)
    }
    if overlays.isFrozen { overlay.panels.append(.frozen(news: news)) }
    if overlays.showsPixel { overlay.panels.append(pixelPanel(of: scene.pin)) }
    if let limit = overlays.staleAfter, birth + limit <= now { overlay.edge = Overlay.amber }
    return finished(overlay)
  }

  /// What the window shows while there is no frame.
  func waitingOverlay() -> Overlay {
    let text = desktop.trouble ?? note ?? options.waitingText
    var overlay = Overlay(panels: [.waiting(text)])
    if overlays.showsInformation { overlay.panels.append(information(nil).panel) }
    return finished(overlay) ?? Overlay()
  }

  private func finished(_ overlay: Overlay) -> Overlay? {
    var overlay = overlay
    // Text over text is not legible.
    if let page = overlays.helpPage { overlay.panels = [Controls.panel(page: page)] }
    watchResolution(!overlay.panels.isEmpty)
    overlay.resolution = overlays.resolution
    return overlay.isEmpty ? nil : overlay
  }

  /// Asks for the resolution when there first is text, and hears of changes while there is some.
  private func watchResolution(_ isText: Bool) {
    if isText == overlays.watchesResolution { return }
    overlays.watchesResolution = isText
    window.display.watchResources(isText)
    if isText { overlays.resolution = window.display.textResolution }
  }
}

/// What `i`, `x` and `?` do.
extension Viewer {
  /// Shows the help, then its next page as long as there is one.
  func turnHelp() {
    guard let page = overlays.helpPage else { return overlays.helpPage = 0 }
    let count = painter.pageCount(
      of: Controls.panel(page: page), in: window.size, resolution: overlays.resolution)
    overlays.helpPage = page + 1 < count ? page + 1 : nil
  }

  func toggleInformation() {
    overlays.showsInformation.toggle()
    refreshShow()
  }

  /// Keeps what the window shows, or is about to show; the second time, goes back to the newest.
  func toggleFreeze() {
    if overlays.isFrozen {
      overlays.isFrozen = false
      refresh()
    } else if !presenter.isEmpty {
      overlays.isFrozen = true
    }
  }

  /// Asks what the channel's slideshow does, if anybody wants to know.
  func refreshShow() {
    guard overlays.showsInformation else { return }
    overlays.show = try? reader.show()
  }

  private func information(_ picture: Information.Picture?) -> Information {
    Information(
      channel: options.channel.string, picture: picture, rate: overlays.live.sample.rate,
      skipped: overlays.live.sample.skipped, show: overlays.show)
  }

  private func picture(_ scene: Scene, age: Duration) -> Information.Picture {
    let info = scene.pin.frame.info
    return Information.Picture(
      title: info.title, size: scene.pin.size, scale: scene.view.scale,
      generation: info.generation.rawValue, age: age, path: presenter.path(of: scene.bare))
  }

  /// How many generations have come since the kept one.
  private var news: UInt64 {
    guard let kept = presenter.newest, case .frame(let latest, let channel) = availability
    else { return 0 }
    let before = kept.channel == channel ? kept.generation.rawValue : 0
    return latest.rawValue > before ? latest.rawValue - before : 0
  }
}

/// When it changes by itself.
extension Viewer {
  /// Sees to it that the loop turns when the overlay has to change, and never for nothing.
  func scheduleOverlay() {
    guard let moment = nextOverlay() else { return timer.cancel(.overlay) }
    timer.set(.overlay, at: moment)
  }

  private func nextOverlay() -> ContinuousClock.Instant? {
    guard !isHidden, !presenter.isBusy, let frame = presenter.newestPin?.frame.info
    else { return nil }
    let now = ContinuousClock.now
    let birth = overlays.birth(of: frame)
    var moments: [ContinuousClock.Instant] = []
    if let limit = overlays.staleAfter { moments.append(birth + limit) }
    if overlays.showsInformation {
      moments.append(birth + AgeText.nextChange(after: birth.duration(to: now)))
      if let next = overlays.live.nextChange(skipped: stats.skipped, after: now) {
        moments.append(next)
      }
    }
    return moments.filter { $0 > now }.min()
  }

  /// A window without text can be used all the same.
  func sayIfTextFails() {
    if let failure = painter.failure { notices.say("\(failure)") }
  }
}
