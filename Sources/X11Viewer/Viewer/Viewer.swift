import Composing
import CX11
import Linux
import ShmChannel
import ShmShow
import ViewerCore

/// The shell around the core: feeds it with what happens, and does what it decides.
final class Viewer {
  let window: Window
  let reader: ChannelReader
  /// Whether the viewer is to end.
  private(set) var isDone = false
  /// What it then says of itself (`sysexits.h`).
  private(set) var exitCode: CInt = 0

  let options: Options
  let presenter: Presenter
  let painter: OverlayPainter
  /// The slideshow that ends with the viewer.
  let slideshow: Slideshow?
  let desktop: Desktop
  var notices: Notices
  var statsPrinter: StatsPrinter?
  /// The frame that has been pinned and not put yet.
  var acquired: Pin?
  /// The frame that others are compared with.
  var marked: MarkedFrame?
  /// Who started the viewer as a service, and when that is to hear of it.
  let service: ServiceManager?
  private var watchdog: Watchdog?
  /// What the channel had at the last look, until it has been acquired.
  var seen = ChannelReader.Availability.noChannel
  /// When the present inputs came.
  private(set) var now = Moment.now

  private var model: ViewerModel
  private var hasWoken = false

  /// Opens the channel and the window, in the size of the frame that is already there.
  ///
  /// - Throws: what no waiting mends, such as a root that is not to be trusted; a damaged channel
  ///   is told of and waited for.
  init(
    on display: Display, options: Options, slideshow: Slideshow? = nil,
    started: ContinuousClock.Instant
  ) throws(ViewerError) {
    let reader = try Self.openReader(options.channel, history: options.history)
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
      geometry: options.geometry,
      firstFrame: Self.firstFrame(reader).map(options.rotation.turned), monitor: monitor?.area,
      screen: display.size, resolution: display.resolutionAtStart,
      isCentred: options.isFullscreen, present: { Monitor.atPointer(of: display) })
    window = try Self.openWindow(at: placement, options: options, on: display)
    window.chosenMonitor = options.monitor
    desktop = Desktop(of: window, options: options)
    service = options.service
    watchdog = options.service?.watchdog.map { Watchdog(within: $0, at: .now) }
    notices = Notices()
    painter = OverlayPainter()
    let sharesMemory = Self.sharesMemory(options, window, &notices)
    presenter = Presenter(window: window, sharesMemory: sharesMemory, overlays: painter)
    self.slideshow = slideshow
    statsPrinter = options.printsStats ? StatsPrinter(started: started) : nil
    self.reader = reader
    self.options = options
    model = ViewerModel(
      options.forCore(at: placement), window: window.size, firstSize: placement.firstSize,
      availability: availability, sharesMemory: sharesMemory, at: now)
    decide([])
    if let trouble { notices.say("\(options.channel): \(trouble)") }
    sayIfPolling()
    if options.isFullscreen { window.beginFullscreen(corner: placement.corner) }
    window.map()
    decide([.stateChanged])
  }

  /// For the loop: when there is something to do by itself.
  var deadline: ContinuousClock.Instant? {
    [model.deadline, watchdog?.deadline].compactMap { $0 }.min()
  }

  /// For the loop: whether the channel's doorbell is to wake it.
  var hearsDoorbell: Bool { model.hearsDoorbell }

  /// One return of poll(2).
  func didWake() { hasWoken = true }

  /// Takes in what has happened, and does what follows from it. Never waits.
  func iterate(hasRung: Bool, hasTimedOut: Bool) {
    let events = EventBatch(draining: window, options.controls)
    if window.display.isDead { return }
    watch(events.executed)
    var inputs = inputs(of: events)
    if hasWoken { inputs.append(.woke) }
    hasWoken = false
    inputs += settle(events)
    if hasRung { inputs.append(.rang(isPolling: reader.isPolling)) }
    if hasTimedOut { inputs.append(.time) }
    decide(inputs)
    // A window without text can be used all the same.
    if let failure = painter.failure { notices.say("\(failure)") }
  }

  /// Says that the viewer lives, if the X server has answered since the last time.
  private func watch(_ executed: UInt) {
    guard let deed = watchdog?.take(executed: executed, at: .now) else { return }
    if deed == .sayAndAsk { service?.isAlive() }
    watchdog?.didAsk(by: window.display.lastSerial)
    window.sendFence()
  }

  /// Holds no show any longer, and says the last word of `--stats`.
  func finish() { decide([.finish]) }

  /// Has the core decide, and does what it says, until there is nothing more to answer.
  func decide(_ inputs: [ViewerModel.Input]) {
    now = .now
    var inputs = inputs
    repeat {
      inputs = model.take(inputs, at: now).compactMap(perform)
    } while !inputs.isEmpty
  }

  func end(_ status: CInt) {
    isDone = true
    exitCode = status
  }

  func sayIfPolling() {
    guard reader.isPolling else { return }
    notices.say(
      "cannot watch by inotify (limits fs.inotify.max_user_instances / max_user_watches):"
        + " looking for new frames 60 times a second")
  }
}
