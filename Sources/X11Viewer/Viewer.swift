import CX11
import ShmChannel

/// The viewer's state, and what it does in each turn of the event loop.
final class Viewer {
  let window: Window
  let reader: ChannelReader
  /// Whether the user has asked for the end.
  private(set) var isDone = false

  private let options: Options
  private let presenter: Presenter
  private let waiting: WaitingScreen
  private var notices: Notices
  private var statsPrinter: StatsPrinter?
  private var stats = Stats()
  private var timer: Timer

  /// The channel as the reader last saw it.
  private var availability: ChannelReader.Availability
  /// The channel whose generations are being counted.
  private var countedChannel: ChannelID?
  /// Whether there may be a newer frame than the shown one.
  private var hasNews = true
  /// A newer frame than the shown one that could not be drawn: at once it would fail again.
  private var failed: SceneKey?
  /// Whether the window has to be drawn again.
  private var isDirty = false
  /// Whether the window is on the screen, or iconified; nothing is drawn before.
  private var hasAppeared = false
  private var firstSize: FirstSize

  /// Opens the channel and the window, in the size of the frame that is already there.
  ///
  /// - Throws: what no waiting mends, such as a root that is not to be trusted; a damaged channel
  ///   is told of and waited for.
  init(
    on display: Display, options: Options, started: ContinuousClock.Instant
  ) throws(ViewerError) {
    let reader = try Self.openReader(options.channel)
    var availability = ChannelReader.Availability.noChannel
    var trouble: ChannelError?
    do throws(ChannelError) {
      availability = try reader.refresh()
    } catch {
      trouble = error  // may be mended while the window waits
    }
    let placement = Placement(
      geometry: options.geometry, firstFrame: Self.firstFrame(reader), on: display)
    window = try Self.openWindow(at: placement, geometry: options.geometry, on: display)
    firstSize = placement.firstSize
    notices = Notices()
    presenter = Presenter(
      window: window, sharesMemory: Self.sharesMemory(options, window, &notices))
    waiting = WaitingScreen(window: window, channel: options.channel.string)
    timer = try Timer()
    statsPrinter = options.printsStats ? StatsPrinter(started: started) : nil
    self.reader = reader
    self.availability = availability
    self.options = options
    setTitle(nil)
    if let trouble { say(trouble) }
    sayIfPolling()
    window.map()
  }

  /// For the loop: readable when a deadline has passed.
  var timerDescriptor: CInt { timer.descriptor }

  /// One return of poll(2).
  func didWake() { stats.wakeups += 1 }

  /// Ends the viewer after this turn.
  func quit() { isDone = true }

  /// Takes in what has happened, and does what follows from it. Never waits.
  func turn(hasRung: Bool, hasTimedOut: Bool) {
    let turn = Turn(draining: window)
    if window.display.isDead { return }
    take(turn)
    let hasCompleted = settle(turn)
    // Without inotify it rings all the time, and says nothing.
    if hasRung && !reader.isPolling { failed = nil }
    if hasRung || hasCompleted { refresh() }
    if hasTimedOut { takeDeadlines() }
    showNews()
    redraw()
    scheduleStats()
  }

  /// The last word of `--stats`.
  func finish() { statsPrinter?.print(stats) }
}

// MARK: - What has happened

extension Viewer {
  private func take(_ turn: Turn) {
    if turn.isExposed { isDirty = true }
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
      window.ignoreProperties()
    }
    for action in turn.actions { perform(action) }
  }

  private func perform(_ action: Action) {
    switch action {
    case .quit: isDone = true
    case .toggleFullscreen: window.ask(.toggle)
    case .leave: if window.isFullscreen { window.ask(.leave) } else { isDone = true }
    }
  }

  /// Whether the put in flight is completed.
  private func settle(_ turn: Turn) -> Bool {
    switch presenter.settle(turn, Refusal.takeAll(), &notices) {
    case nil: return false
    case .completed(let frame, let path):
      stats.didPut(frame.generation.rawValue, by: path)
      setTitle(presenter.shown?.frame.info.title)
      if case .frame(_, frame.channel) = availability { reader.acknowledge(frame.generation) }
      return true
    case .failed(let scene, let error):
      didFail(scene, error)
      return false
    }
  }

  private func didFail(_ scene: SceneKey, _ error: SceneError) {
    say(error)
    if scene.frame == presenter.shown?.key { return }
    failed = scene
    isDirty = true  // its put was to draw the whole window
  }

  /// Looks the channel up; drains the doorbell.
  private func refresh() {
    defer { sayIfPolling() }
    do throws(ChannelError) {
      availability = try reader.refresh()
      hasNews = true
    } catch {
      say(error)
      return
    }
    presenter.dropStale(channel: availability.channel, isUnlinked: reader.isUnlinked)
    if case .frame = availability { return }
    hasNews = false
    if presenter.isEmpty { return }
    presenter.forget()
    setTitle(nil)
    isDirty = true
  }

  private func takeDeadlines() {
    for purpose in timer.takePassed() {
      switch purpose {
      case .firstSize: firstSize = .settled
      case .stats: statsPrinter?.print(stats)
      }
    }
  }

  private func scheduleStats() {
    guard let statsPrinter, statsPrinter.hasNews(stats), !timer.isSet(.stats) else { return }
    timer.set(.stats, after: .seconds(1))
  }

  private func sayIfPolling() {
    guard reader.isPolling else { return }
    notices.say(
      "cannot watch by inotify (limits fs.inotify.max_user_instances / max_user_watches):"
        + " looking for new frames 60 times a second")
  }

  private func say(_ error: any Error) {
    let consequence = presenter.shown == nil ? "" : "; the last good picture stays"
    notices.say("\(options.channel): \(error)\(consequence)")
  }
}

// MARK: - What follows from it

extension Viewer {
  /// Puts the newest frame, if it is another than the shown one.
  private func showNews() {
    guard hasNews, hasAppeared, !presenter.isBusy,
      case .frame(let generation, let channel) = availability
    else { return }
    if case .asked = firstSize { return }
    if presenter.shown?.key == FrameKey(channel: channel, generation: generation) {
      hasNews = false
      return
    }
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

  private func show(_ pin: Pin) {
    if pin.key.channel != countedChannel { stats.didChangeChannel() }
    countedChannel = pin.key.channel
    stats.didSee(pin.key.generation.rawValue)
    if asksForSize(of: pin) { return }
    hasNews = false
    let scene = Scene(pin: pin, view: View(image: pin.size, window: window.size))
    if failed == SceneKey(scene) { return }
    do {
      try presenter.put(scene)
      isDirty = false  // a put draws the whole window
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
    // A place that counts from the far corner is another one for another size.
    let place = options.geometry?.place.flatMap { $0.isFromFarEdge ? $0 : nil }
    window.resize(to: wanted, corner: place?.corner(of: wanted, on: window.display.size))
    return true
  }

  private func redraw() {
    guard isDirty, hasAppeared, !presenter.isBusy else { return }
    isDirty = false
    guard let pin = presenter.shown else {
      waiting.draw()
      return
    }
    do throws(SceneError) {
      try presenter.put(Scene(pin: pin, view: View(image: pin.size, window: window.size)))
    } catch {
      say(error)
    }
  }

  private func setTitle(_ frame: String?) {
    window.setTitle(
      WindowTitle.text(
        frame: frame, channel: options.channel.string, replacement: options.title))
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
