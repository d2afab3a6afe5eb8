import CX11
import CommandLineFiles
import Glibc
import Linux
import ShmChannel
import ViewerCore

/// What has happened, in the words of the core.
extension Viewer {
  /// What the X server has said.
  func inputs(of events: EventBatch) -> [GridModel.Input] {
    var inputs = windowInputs(of: events).map { GridModel.Input.window($0) }
    let given = events.exchanges.compactMap(input)
    if events.exchanges.isEmpty { return inputs }
    if options.isSeveral, let place = desktop.drops.place { inputs.append(.aimed(place)) }
    inputs += (given + [.dragged(desktop.drops.isOver)]).map { .window($0) }
    return inputs
  }

  private func windowInputs(of events: EventBatch) -> [ViewerModel.Input] {
    var inputs: [ViewerModel.Input] = []
    if let size = events.size { window.size = size }
    // Of a window larger than the screen only a part was drawn, which may be another now.
    if events.isExposed && window.vblank?.restore(window) != true
      || events.isConfigured && window.exceedsScreen
    {
      inputs.append(.exposed)
    }
    if let isHidden = events.isHidden { inputs.append(.hidden(isHidden)) }
    if events.isConfigured { inputs.append(.configured(window.size)) }
    if events.isMapped || events.isManaged && window.isIconic { inputs.append(.appeared) }
    if events.hasNewResources { inputs.append(.resolution(window.display.textResolution)) }
    if events.hasNewScreen { window.followScreen() }
    if events.isManaged { window.didBecomeManaged() }
    if events.isClosed { inputs.append(.closed) }
    if let pointer = events.pointer { inputs.append(.pointerMoved(pointer)) }
    if events.hasPointerLeft { inputs.append(.pointerLeft) }
    inputs += events.deeds.map { .deed($0) }
    if let time = events.inputTime { window.set(.userTime, type: XA_CARDINAL, [UInt(time)]) }
    inputs += events.buttons.map { .button($0) }
    if events.hasNewState { inputs.append(.stateChanged) }
    return inputs
  }

  /// What other programs give, and what they want.
  private func input(of exchange: Exchange) -> ViewerModel.Input? {
    var list: [UInt8]?
    switch exchange {
    case .message(let message): desktop.drops.handle(message)
    case .property(let news): list = desktop.drops.receive(news)
    case .answer(let answer): list = desktop.drops.receive(answer)
    case .gone(let window): desktop.drops.forget(window)
    case .request(let request): desktop.selections.handle(request)
    case .clear(let news): desktop.selections.handle(news)
    }
    return list.map { list in
      .dropped(URIList(list) { FileURI.path(of: $0, host: HostName.text) })
    }
  }

  /// What has become of the draw requests in flight.
  func settle(_ events: EventBatch) -> [GridModel.Input] {
    // Also those of no draw request: what is pending keeps the loop awake.
    let refusals = Refusal.takeAll()
    return settlePresents(events, refusals)
      + cells.flatMap { id, cell in
        cell.settle(events, refusals, &notices).map { .cell(id, $0) }
      }
  }
}

extension Cell {
  /// What has become of its draw request.
  fileprivate func settle(
    _ events: EventBatch, _ refusals: [Refusal], _ notices: inout Notices
  ) -> [ViewerModel.Input] {
    guard presenter.isBusy else { return [] }
    let sharedMemory = presenter.sharesMemory
    let endings = presenter.settle(events, refusals, &notices)
    var inputs: [ViewerModel.Input] = []
    if presenter.sharesMemory != sharedMemory {
      inputs.append(.sharesMemory(presenter.sharesMemory))
    }
    let glass = presenter.glass
    if endings.isEmpty { inputs.append(.glass(glass)) }
    return inputs
      + endings.map { ending in
        switch ending {
        case .stepped: .stepped(glass)
        case .lost: .lost(glass)
        case .completed(let frame, let path): .completed(frame, path, glass)
        case .executed(let frame, let path): .executed(frame, path, glass)
        case .failed(let scene, let error): .failed(scene, "\(error)", glass)
        }
      }
  }
}
