import CommandLineFiles
import Composing
import ShmChannel
import ShmShow
import ViewerCore

/// What the core wants of a channel.
extension Cell {
  /// - Returns: what the effect is answered by.
  func perform(_ effect: ViewerModel.Effect, _ notices: inout Notices) -> ViewerModel.Input? {
    switch effect {
    case .refresh: return refresh(&notices)
    case .acquire:
      defer { seen = .noChannel }
      return acquire { () throws(ChannelError) in try reader.acquire(seen) }
    case .acquireKept(let generation):
      return acquire { () throws(ChannelError) in try reader.acquire(generation) }
    case .listKept: return listKept()
    case .drop: acquired = nil
    case .note(let latency): reader.note(latency)
    case .acknowledge(let generation, let blank): reader.acknowledge(generation, at: blank)
    case .report(let event): reader.tell(event.withKeyName)
    case .dropStale(let channel):
      presenter.dropStale(channel: channel, isUnlinked: { !reader.keeps($0) })
    case .readShow: return .show(try? reader.show())
    case .steer(let command): steer(command, &notices)
    default: break
    }
    return nil
  }

  private func refresh(_ notices: inout Notices) -> ViewerModel.Input {
    defer { notices.sayIfPolling(reader.isPolling) }
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
      return .acquired(
        FrameFacts(pin.frame.info, suitsDirect: DirectPath.suits(pin, in: presenter.window)))
    } catch {
      return .unavailable(error.advised)
    }
  }

  /// Tells the channel's show what to do, and does not wait for it.
  private func steer(_ command: ShowCommand, _ notices: inout Notices) {
    do throws(ShowError) {
      _ = try ShowSteering.send(command, to: reader.name, root: reader.root)
    } catch .channel(.noSuchChannel(let name)) {
      notices.say("\(ShowError.notRunning(name))")
    } catch .channel(let error) {
      notices.say(error.advised)
    } catch {
      notices.say("\(error)")
    }
  }

  /// What the core wants to know of pixels.
  func read(_ effect: ViewerModel.Effect) -> ViewerModel.Input? {
    switch effect {
    case .readPixel(let place):
      .pixel(place, pin(of: place.frame).value(ofPixelAtX: place.x, y: place.y))
    case .readRange(let frame, let choice): .range(pin(of: frame).range(choice))
    case .readScale(let question):
      .scale(question, pin(of: question.frame).scale(for: question))
    case .readMiss(let question):
      .missed(question, pin(of: question.frame).miss(question.transfer))
    default: nil
    }
  }
}
