import Pixels
import ShmChannel

/// Which cell something has happened to.
extension GridModel {
  mutating func route(_ input: Input) {
    switch input {
    case .window(let input): routeToWindow(input)
    case .cell(let id, let input):
      if index(of: id) == nil { return }
      if case .acquired(let frame?) = input { learnPicture(frame.size, of: id) }
      send(input, to: id)
    case .aimed(let point): focus.hover(cell(at: point) ?? focus.hovered)
    case .listed(let names): adopt(names)
    }
  }

  private mutating func routeToWindow(_ input: ViewerModel.Input) {
    switch input {
    case .configured(let size):
      window = size
      arrange(isAnnounced: true)
    case .appeared:
      heard.hasAppeared = true
      sendToAll(input)
    case .hidden(let isHidden):
      heard.isHidden = isHidden
      sendToAll(input)
    case .recoloured(let monitor):
      heard.monitor = monitor
      sendToAll(input)
    case .exposed, .stateChanged, .resolution, .finish: sendToAll(input)
    case .deed(let deed): route(deed)
    case .button(let change):
      let id = target(at: Point(atX: change.x, y: change.y))
      let corner = corner(of: id)
      send(.button(change.from(x: corner.x, y: corner.y)), to: id)
    case .pointerMoved(let pointer): movePointer(to: pointer)
    case .pointerLeft: movePointer(to: nil)
    case .woke: break  // counted once it is known for whom
    default: send(input, to: target)
    }
  }

  private mutating func route(_ deed: Deed) {
    let under = cell(at: deed.pointer)
    if case .press = deed.cause { focus.press(over: under) }
    let id = deed.cause == .keyRelease ? target : focus.held ?? under ?? target
    focus.hover(id)
    if case .release = deed.cause { focus.release() }
    makeRoomForHelp(deed, in: id)
    let corner = corner(of: id)
    send(.deed(deed.from(x: corner.x, y: corner.y)), to: id)
  }

  /// The program has been woken for all to which something has happened.
  mutating func countWakeup() {
    if cells.indices.allSatisfy({ cells[$0].pending == nil }) { return send(.woke, to: target) }
    for index in cells.indices where cells[index].pending != nil { send(.woke, to: index) }
  }

  private mutating func movePointer(to pointer: Point?) {
    let under = pointer.flatMap { cell(at: $0) }
    if let before = focus.hovered, before != under { send(.pointerLeft, to: before) }
    focus.hover(under)
    guard let pointer else { return }
    // Beside all of them it moves all the same, for whoever hides it.
    let id = under ?? target
    let corner = corner(of: id)
    send(.pointerMoved(pointer.from(x: corner.x, y: corner.y)), to: id)
  }

  /// The cell that is meant where no place says which.
  var target: CellID {
    let wanted = big.cell ?? focus.hovered ?? focus.last
    return wanted.flatMap { places[$0] == nil ? nil : $0 } ?? cells[0].id
  }

  private func target(at point: Point) -> CellID { cell(at: point) ?? target }

  private func cell(at point: Point) -> CellID? {
    let (x, y) = (Int(point.x.rounded(.down)), Int(point.y.rounded(.down)))
    return cells.first { places[$0.id]?.contains(x: x, y: y) ?? false }?.id
  }

  private func corner(of id: CellID) -> (x: Int, y: Int) {
    places[id].map { ($0.x, $0.y) } ?? (0, 0)
  }
}
