import Composing
import CommandLineFiles
import Linux
import Pixels
import ShmChannel
import ViewerCore

/// Does what the core has decided.
extension Viewer {
  /// - Returns: what the effect is answered by.
  func perform(_ effect: GridModel.Effect) -> GridModel.Input? {
    switch effect {
    case .cell(let id, let effect):
      guard let cell = cells[id] else { preconditionFailure("the core names a cell that is gone") }
      return perform(effect, in: cell).map { .cell(id, $0) }
    case .lay(let places, let bars): lay(places, bars)
    case .open(let id, let name):
      if let reader = newcomers.removeValue(forKey: name) { show(reader, in: id) }
    case .close(let id): drop(id)
    }
    return nil
  }

  private func lay(_ places: [CellID: PixelRect], _ bars: [PixelRect]) {
    for (id, area) in places {
      guard let presenter = cells[id]?.presenter, presenter.window.area != area else { continue }
      // Alone, it finds its own picture there.
      if options.isSeveral { presenter.move(to: area) } else { presenter.window.move(to: area) }
    }
    window.fill(bars, window.barColour)
  }

  private func perform(
    _ effect: ViewerModel.Effect, in cell: Cell
  ) -> ViewerModel.Input? {
    switch effect {
    case .refresh, .acquire, .listKept, .acquireKept, .drop, .note, .acknowledge, .report,
      .dropStale, .readShow, .steer:
      cell.perform(effect, &notices)
    case .put, .update, .step, .composeAhead, .putBehind, .dropAhead, .makeRoom, .forget:
      present(effect, in: cell)
    case .mark, .markBefore, .dropMark, .readDifference: compare(effect, in: cell)
    case .readPixel, .readRange, .readScale, .readMiss: cell.read(effect)
    case .share(let file): share(file, into: cell)
    case .giveUpShare: giveUp(cell.sharing)
    case .drawWaiting(let overlay): wait(overlay, in: cell)
    case .offer, .holdScreenSaver, .switchScreen, .keepScreenOff, .startSlideshow, .say, .tell,
      .pass, .end:
      performElsewhere(effect)
    case .printStats(let stats, let latency): printStats(stats, latency, of: cell)
    default: performOnWindow(effect)
    }
  }

  private func giveUp(_ sharing: Sharing) -> ViewerModel.Input? {
    sharing.giveUp()
    return nil
  }

  private func wait(_ overlay: Overlay, in cell: Cell) -> ViewerModel.Input? {
    cell.presenter.wait(overlay)
    return nil
  }

  private func printStats(
    _ stats: Stats, _ latency: LatencySummary?, of cell: Cell
  ) -> ViewerModel.Input? {
    let channel = options.isSeveral ? cell.reader.name : nil
    if let end = statsPrinter?.print(stats, latency, of: channel) { notices.say(end) }
    return nil
  }

  private func performOnWindow(_ effect: ViewerModel.Effect) -> ViewerModel.Input? {
    switch effect {
    case .didDraw: window.sync?.didDraw()
    case .resize(let size, let corner):
      window.resize(to: size, corner: corner.map { ($0.x, $0.y) })
    case .setTitle(let title): window.setTitle(title)
    case .completeStartup:
      desktop.startup?.complete(window)
      service?.isReady()
    case .measure: return .measured(facts)
    case .lookAtState: return .fullscreen(window.isFullscreen)
    case .toggleFullscreen:
      window.toggleFullscreen()
      return .fullscreen(window.isFullscreen)
    case .leaveFullscreen:
      window.leaveFullscreen()
      return .fullscreen(window.isFullscreen)
    case .followPointer(let isWanted): window.followPointer(isWanted)
    case .hidePointer(let isHidden): desktop.pointer.hide(isHidden)
    case .bypassCompositor(let isWanted): window.bypassCompositor(isWanted)
    case .watchResolution(let isText):
      window.display.watchProperties(for: .resources, isText)
      return isText ? .resolution(window.display.textResolution) : nil
    case .countPages(let panel, let size, let resolution):
      return .helpPageCount(
        painter.pageCount(
          of: panel, in: size, resolution: resolution ?? window.display.textResolution))
    default: break
    }
    return nil
  }

  private var facts: WindowFacts {
    WindowFacts(
      monitor: window.monitor, chosenMonitor: window.chosenArea, screen: window.display.size,
      isFullscreenOrMaximized: window.isFullscreenOrMaximized, isFullscreen: window.isFullscreen,
      resolution: window.display.textResolution)
  }

  private func performElsewhere(_ effect: ViewerModel.Effect) -> ViewerModel.Input? {
    switch effect {
    case .offer(let value, let time):
      return .offered(value, desktop.selections.offer(value.text, at: time.xlib))
    case .holdScreenSaver(let isWanted): holdScreenSaver(isWanted)
    case .switchScreen(let isOn): desktop.power.turn(on: isOn)
    case .keepScreenOff: desktop.power.keepOff()
    case .startSlideshow: return startSlideshow()
    case .say(let message): notices.say(message)
    case .tell(let message): Notices.write(message)
    case .pass(let message): Notices.pass(message)
    case .end(let status): end(status)
    default: break
    }
    return nil
  }

  private func holdScreenSaver(_ isWanted: Bool) {
    if let failure = desktop.screenSaver.hold(isWanted) { notices.say("\(failure)") }
  }

  private func startSlideshow() -> ViewerModel.Input? {
    do throws(ViewerError) {
      try slideshow?.restart()
      return nil
    } catch {
      return .slideshowEnded(
        .init(
          status: nil, message: error.description, isPrivate: slideshow?.isPrivate ?? false))
    }
  }

  private func share(_ file: [UInt8], into cell: Cell) -> ViewerModel.Input? {
    do throws(ViewerError) {
      try cell.sharing.put(file)
      return nil
    } catch {
      return .cannotShare("\(error)")
    }
  }
}
