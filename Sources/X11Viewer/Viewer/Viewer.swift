import CX11
import ShmChannel
import ViewerCore

/// The viewer's state, and what it does in each turn of the event loop.
final class Viewer {
  let window: Window
  let reader: ChannelReader
  /// Whether the viewer is to end.
  var isDone = false
  /// What it then says of itself (`sysexits.h`).
  var exitCode: CInt = 0

  let options: Options
  let presenter: Presenter
  let waiting: WaitingScreen
  let painter: OverlayPainter
  /// The slideshow that ends with the viewer.
  let slideshow: Slideshow?
  var notices: Notices
  var statsPrinter: StatsPrinter?
  var stats = Stats()
  var timer: Timer
  let desktop: Desktop

  /// The channel as the reader last saw it.
  var availability: ChannelReader.Availability
  /// The channel whose generations are being counted.
  var countedChannel: ChannelID?
  /// Whether there may be a newer frame than the shown one.
  var hasNews = true
  /// A newer frame than the shown one that could not be drawn: at once it would fail again.
  var failed: SceneKey?
  /// Whether the window has to be drawn again.
  var isDirty = false
  /// Whether nothing of the window can be seen.
  var isHidden = false
  /// Whether the window is on the screen, or iconified; nothing is drawn before.
  var hasAppeared = false
  var firstSize: FirstSize
  /// How pictures are looked at.
  var looking: Looking
  /// What is drawn over them.
  var overlays: Overlays
  /// The channel's slideshow, paused because somebody looked closer.
  var hold: Hold?
  /// What the channel's slideshow says while it has no picture.
  var note: String?

  /// Opens the channel and the window, in the size of the frame that is already there.
  ///
  /// - Throws: what no waiting mends, such as a root that is not to be trusted; a damaged channel
  ///   is told of and waited for.
  init(
    on display: Display, options: Options, slideshow: Slideshow? = nil,
    started: ContinuousClock.Instant
  ) throws(ViewerError) {
    let reader = try Self.openReader(options.channel)
    var availability = ChannelReader.Availability.noChannel
    var trouble: ChannelError?
    do throws(ChannelError) {
      availability = try reader.refresh()
    } catch {
      trouble = error  // may be mended while the window waits
    }
    let monitor: Monitor? =
      if let name = options.monitor { try Monitor.named(name, of: display) } else { nil }
    let placement = Placement(
      geometry: options.geometry, firstFrame: Self.firstFrame(reader), monitor: monitor?.area,
      screen: display.size, present: { Monitor.atPointer(of: display) })
    window = try Self.openWindow(at: placement, geometry: options.geometry, on: display)
    window.chosenMonitor = options.monitor
    desktop = Desktop(of: window, options: options)
    firstSize = placement.firstSize
    notices = Notices()
    painter = OverlayPainter()
    presenter = Presenter(
      window: window, sharesMemory: Self.sharesMemory(options, window, &notices),
      overlays: painter)
    waiting = WaitingScreen(window: window, painter: painter)
    overlays = Overlays(staleAfter: options.staleAfter)
    overlays.showsInformation = options.showsInformation
    self.slideshow = slideshow
    timer = try Timer()
    statsPrinter = options.printsStats ? StatsPrinter(started: started) : nil
    self.reader = reader
    self.availability = availability
    self.options = options
    looking = Looking(fit: options.fit)
    note = waitingNote()
    setTitle(nil)
    if let trouble { say(trouble) }
    sayIfPolling()
    if options.isFullscreen { window.beginFullscreen(corner: placement.corner) }
    window.map()
    didChangeState()
  }

  /// For the loop: readable when a deadline has passed.
  var timerDescriptor: CInt { timer.descriptor }

  /// One return of poll(2).
  func didWake() { stats.wakeups += 1 }

  /// Takes in what has happened, and does what follows from it. Never waits.
  func turn(hasRung: Bool, hasTimedOut: Bool) {
    let turn = Turn(draining: window)
    if window.display.isDead { return }
    take(turn)
    let hasCompleted = settle(turn)
    answerManager()
    // Without inotify it rings all the time, and says nothing.
    if hasRung && !reader.isPolling { failed = nil }
    if hasRung || hasCompleted { refresh() }
    if hasTimedOut { takeDeadlines() }
    showNews()
    fadeOn()
    redraw()
    scheduleOverlay()
    sayIfTextFails()
    answerManager()
    inhibit()
    scheduleStats()
  }

  /// Holds no show any longer, and says the last word of `--stats`.
  func finish() {
    endHold()
    statsPrinter?.print(stats)
  }
}
