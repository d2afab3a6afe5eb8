import Composing
import CommandLineFiles
import Linux
import ShmChannel
import ShmShow
import ViewerCore

/// Does what the core has decided.
extension Viewer {
  /// - Returns: what the effect is answered by.
  func perform(_ effect: ViewerModel.Effect) -> ViewerModel.Input? {
    switch effect {
    case .refresh, .acquire, .listKept, .acquireKept, .drop, .acknowledge, .report, .dropStale,
      .readShow, .steer:
      performOnChannel(effect)
    case .put, .update, .step, .composeAhead, .putBehind, .dropAhead, .makeRoom, .forget:
      present(effect)
    case .mark, .markBefore, .dropMark, .readDifference: compare(effect)
    case .offer, .holdScreenSaver, .switchScreen, .share, .giveUpShare, .say, .tell, .pass,
      .printStats, .end:
      performElsewhere(effect)
    default: performOnWindow(effect)
    }
  }

  private func performOnChannel(_ effect: ViewerModel.Effect) -> ViewerModel.Input? {
    switch effect {
    case .refresh: return refresh()
    case .acquire:
      defer { seen = .noChannel }
      return acquire { () throws(ChannelError) in try reader.acquire(seen) }
    case .acquireKept(let generation):
      return acquire { () throws(ChannelError) in try reader.acquire(generation) }
    case .listKept: return listKept()
    case .drop: acquired = nil
    case .acknowledge(let generation): reader.acknowledge(generation)
    case .report(let event): reader.tell(event.withKeyName)
    case .dropStale(let channel):
      presenter.dropStale(channel: channel, isUnlinked: { !reader.keeps($0) })
    case .readShow: return .show(try? reader.show())
    case .steer(let command): steer(command)
    default: break
    }
    return nil
  }

  private func refresh() -> ViewerModel.Input {
    defer { sayIfPolling() }
    do throws(ChannelError) {
      seen = try reader.refresh()
      return .refreshed(seen)
    } catch {
      return .unavailable(error.advised)
    }
  }

  private func listKept() -> ViewerModel.Input {
    do throws(ChannelError) { return .kept(try reader.keptFrames()) } catch {
      return .unavailable(error.advised)
    }
  }

  private func acquire(
    _ frame: () throws(ChannelError) -> PinnedFrame?
  ) -> ViewerModel.Input {
    do throws(ChannelError) {
      guard let frame = try frame() else { return .acquired(nil) }
      let pin = Pin(frame)
      acquired = pin
      return .acquired(FrameFacts(pin.frame.info, suitsDirect: DirectPath.suits(pin, in: window)))
    } catch {
      return .unavailable(error.advised)
    }
  }

  /// Tells the channel's show what to do, and does not wait for it.
  private func steer(_ command: ShowCommand) {
    do throws(ShowError) {
      _ = try ShowSteering.send(command, to: options.channel, root: reader.root)
    } catch .channel(.noSuchChannel(let name)) {
      notices.say("\(ShowError.notRunning(name))")
    } catch .channel(let error) {
      notices.say(error.advised)
    } catch {
      notices.say("\(error)")
    }
  }

  private func performOnWindow(_ effect: ViewerModel.Effect) -> ViewerModel.Input? {
    switch effect {
    case .drawWaiting(let overlay): presenter.wait(overlay)
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
    case .watchResolution(let isText):
      window.display.watchResources(isText)
      return isText ? .resolution(window.display.textResolution) : nil
    case .countPages(let panel, let size, let resolution):
      return .helpPageCount(
        painter.pageCount(
          of: panel, in: size, resolution: resolution ?? window.display.textResolution))
    case .readPixel(let place):
      return .pixel(place, pin(of: place.frame).value(ofPixelAtX: place.x, y: place.y))
    case .readRange(let frame, let choice): return .range(pin(of: frame).range(choice))
    case .readScale(let question):
      return .scale(question, pin(of: question.frame).scale(for: question))
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
    case .share(let file): return share(file)
    case .giveUpShare: desktop.sharing.giveUp()
    case .say(let message): notices.say(message)
    case .tell(let message): Notices.write(message)
    case .pass(let message): Notices.pass(message)
    case .printStats(let stats): if let end = statsPrinter?.print(stats) { notices.say(end) }
    case .end(let status): end(status)
    default: break
    }
    return nil
  }

  private func holdScreenSaver(_ isWanted: Bool) {
    if let failure = desktop.screenSaver.hold(isWanted) { notices.say("\(failure)") }
  }

  private func share(_ file: [UInt8]) -> ViewerModel.Input? {
    do throws(ViewerError) {
      try desktop.sharing.put(file)
      return nil
    } catch {
      return .cannotShare("\(error)")
    }
  }
}
