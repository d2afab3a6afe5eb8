import Composing
import CX11
import Linux
import Pixels
import ShmChannel
import ShmShow
import ViewerCore

/// The shell around the core: feeds it with what happens, and does what it decides.
final class Viewer {
  let window: Window
  /// What it holds of each channel.
  var cells: [CellID: Cell] = [:]
  /// Which channels there are, where the window shows them all.
  let listing: ChannelsWatch?
  /// Readers of channels that have just come.
  var newcomers: [ChannelName: ChannelReader] = [:]
  /// Whether the viewer is to end.
  private(set) var isDone = false
  /// What it then says of itself (`sysexits.h`).
  private(set) var exitCode: CInt = 0

  let options: Options
  let sharesMemory: Bool
  let painter: OverlayPainter
  /// The slideshow that ends with the viewer.
  let slideshow: Slideshow?
  let desktop: Desktop
  var notices: Notices
  var statsPrinter: StatsPrinter?
  /// The frames that others are compared with.
  var marks: [MarkKey: MarkedFrame] = [:]
  /// What the monitor makes of colors.
  let colours: MonitorColors
  /// Who started the viewer as a service, and when that is to hear of it.
  let service: ServiceManager?
  private var watchdog: Watchdog?
  private var mapping: MapRepetition?
  /// When the present inputs came.
  private(set) var now = Moment.now

  private(set) var grid: GridModel
  private var hasWoken = false
  /// Whether the cells are others than the loop knows.
  private var hasOtherCells = true

  /// Opens the channels and the window, in the size of the frames that are already there.
  ///
  /// - Throws: what no waiting mends, such as a root that is not to be trusted; a damaged channel
  ///   is told of and waited for.
  init(
    on display: Display, options: Options, slideshow: Slideshow? = nil,
    started: Instant
  ) throws(ViewerError) {
    let listing: ChannelsWatch? = if options.showsAll { try Self.openListing() } else { nil }
    let names = try Self.names(options, listing)
    let channels = try Self.openChannels(names, history: options.history)
    let monitor: Monitor? =
      if let name = options.monitor { try Monitor.named(name, of: display) } else { nil }
    let placement = Self.placement(
      options, pictures: channels.map(\.picture), monitor: monitor?.area, on: display)
    window = try Self.openWindow(at: placement, options: options, on: display)
    window.chosenMonitor = options.monitor
    colours = try MonitorColors(of: window, options.displayProfile)
    desktop = Desktop(of: window, options: options)
    service = options.service
    watchdog = options.service?.watchdog.map { Watchdog(within: $0, at: .now) }
    notices = Notices()
    painter = OverlayPainter()
    sharesMemory = Self.sharesMemory(options, window, &notices)
    window.vblank = Self.openPresents(options, window, &notices)
    self.slideshow = slideshow
    statsPrinter = options.preferences.printsStats ? StatsPrinter(started: started) : nil
    self.options = options
    self.listing = listing
    grid = GridModel(
      channels.map {
        .init(
          options.forCore(of: $0.reader.name, at: placement), availability: $0.availability,
          picture: $0.picture)
      },
      shape: options.grid, newcomers: options.newcomers(at: placement, sharesMemory: sharesMemory),
      window: window.size, firstSize: placement.firstSize, sharesMemory: sharesMemory, at: now)
    for (index, channel) in channels.enumerated() {
      show(channel.reader, in: CellID(number: index))
    }
    decide(recolour(by: colours.begin()))
    for channel in channels {
      if let trouble = channel.trouble { notices.say("\(channel.reader.name): \(trouble)") }
    }
    sayIfPolling()
    if options.isFullscreen { window.beginFullscreen(corner: placement.corner) }
    window.map()
    mapping = MapRepetition(at: .now)
    decide([.window(.stateChanged)] + presentsAtStart)
  }

  /// Begins to show a channel, in a place that is told before anything is drawn there.
  func show(_ reader: ChannelReader, in id: CellID) {
    let canvas = Canvas(window, area: PixelRect(window.size))
    cells[id] = Cell(reader, in: canvas, sharesMemory: sharesMemory, overlays: painter)
    hasOtherCells = true
  }

  /// Lets go of all that the cell holds.
  func drop(_ id: CellID) {
    cells[id] = nil
    hasOtherCells = true
  }

  /// For the loop: what rings for each cell, if that is other than at the last call.
  func takeDoorbells() -> [CellID: CInt]? {
    if !hasOtherCells { return nil }
    hasOtherCells = false
    return cells.mapValues(\.reader.doorbell)
  }

  /// For the loop: when there is something to do by itself.
  var deadline: Instant? {
    [grid.deadline, watchdog?.deadline, mapping?.deadline, window.vblank?.queue.deadline]
      .compactMap { $0 }.min()
  }

  /// For the loop: the cells whose doorbells are not to wake it.
  var deafCells: Set<CellID> { grid.deafCells }

  /// One return of poll(2).
  func didWake() { hasWoken = true }

  /// Takes in what has happened, and does what follows from it. Never waits.
  ///
  /// - Parameter ready: what has rung, or has come to its time.
  func iterate(_ ready: [EventLoop.Source]) {
    let events = EventBatch(draining: window, options.preferences.controls)
    if window.display.isDead { return }
    watch(events.executed)
    mapAgain(events)
    var inputs = inputs(of: events)
    if hasWoken { inputs.append(.window(.woke)) }
    hasWoken = false
    inputs += settle(events)
    colours.follow(events)
    inputs += recolour(by: colours.news())
    if ready.contains(.listing) { inputs += listed() }
    for (id, cell) in cells where ready.contains(.channel(id)) {
      inputs.append(.cell(id, .rang(isPolling: cell.reader.isPolling)))
    }
    if ready.contains(.deadline) { inputs.append(.window(.time)) }
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

  /// Asks for the window once more, if nobody has taken it up.
  private func mapAgain(_ events: EventBatch) {
    if events.isMapped || events.isManaged { mapping?.end() }
    if mapping?.take(at: .now) == true { window.map() }
  }

  /// Holds no show any longer, and says the last word of `--stats`.
  func finish() { decide([.window(.finish)]) }

  /// Has the core decide, and does what it says, until there is nothing more to answer.
  func decide(_ inputs: [GridModel.Input]) {
    now = .now
    var inputs = inputs
    repeat {
      inputs = grid.take(inputs, at: now).compactMap(perform)
    } while !inputs.isEmpty
    if !marks.isEmpty { dropMarks() }
  }

  func end(_ status: CInt) {
    isDone = true
    exitCode = status
  }

  private func sayIfPolling() {
    notices.sayIfPolling(
      cells.values.contains(where: \.reader.isPolling) || listing?.isPolling == true)
  }
}
