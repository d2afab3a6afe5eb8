import Pixels
import ShmChannel

/// Where cells stand.
extension GridModel {
  /// Gives each cell its place.
  ///
  /// - Parameter isAnnounced: Whether the server has told the window's size; perhaps it is as
  ///   before.
  mutating func arrange(isAnnounced: Bool = false) {
    let before = places
    places = wantedPlaces
    for index in cells.indices {
      let id = cells[index].id
      cells[index].model.isBig = isSeveral && big.cell == id
      cells[index].model.isResting = places[id] == nil
      guard let place = places[id] else {
        undrawn.remove(id)
        continue
      }
      if place == before[id] && !isAnnounced { continue }
      undrawn.insert(id)
      sendOn(.configured(Size(place)), to: id)
      // In another place it holds what was another's.
      if isSeveral && place != before[id] { sendOn(.exposed, to: id) }
    }
    if places != before { effects.append(.lay(places, bars: bars)) }
  }

  private var wantedPlaces: [CellID: PixelRect] {
    if let id = big.cell { return [id: PixelRect(window)] }
    if !isSeveral { return [cells[0].id: PixelRect(window)] }
    // A person sees the grid upright, as everything in it.
    let rotation = cells[0].model.preferences.rotation
    let upright = rotation.turned(window)
    let layout = GridLayout(of: cells.map(\.picture), in: upright, shape: shape)
    let places = layout.cells.map { rotation.window($0, of: upright) }
    return Dictionary(uniqueKeysWithValues: zip(cells.map(\.id), places))
  }

  /// What no cell covers.
  private var bars: [PixelRect] {
    if !isSeveral { return [] }
    return places.values.reduce([PixelRect(window)]) { rest, place in
      rest.flatMap { $0.subtracting(place) }
    }
  }

  /// A channel's first picture has a say in the grid; later ones do not, for cells would jump.
  mutating func learnPicture(_ size: Size, of id: CellID) {
    guard isSeveral, let index = index(of: id), cells[index].picture == nil else { return }
    cells[index].picture = size
    arrange()
  }

  mutating func setBig(_ big: Big) {
    if big == self.big { return }
    self.big = big
    arrange()
  }

  /// Help in a part of a window would hardly be legible.
  mutating func makeRoomForHelp(_ deed: Deed, in id: CellID) {
    guard isSeveral, big == .none, let index = index(of: id), !cells[index].model.isHelping,
      cells[index].model.action(of: deed)?.opensHelp == true
    else { return }
    setBig(.helping(id))
  }
}

extension Action {
  fileprivate var opensHelp: Bool {
    switch self {
    case .nextHelpPage: true
    case .sequence(let actions): actions.contains(where: \.opensHelp)
    default: false
    }
  }
}

/// Channels that come and go.
extension GridModel {
  /// These channels are there, in their order.
  mutating func adopt(_ names: [ChannelName]) {
    guard let newcomers, !hasEnded else { return }
    if names.count > newcomers.most { complain(of: names.count, newcomers.most) }
    // A window without a cell would hear no key.
    let wanted =
      names.isEmpty ? [cells[0].model.options.channel] : Array(names.prefix(newcomers.most))
    if wanted == cells.map(\.model.options.channel) { return }
    for cell in cells where !wanted.contains(cell.model.options.channel) {
      if cells.count > 1 { dismiss(cell.id) }
    }
    for name in wanted where !cells.contains(where: { $0.model.options.channel == name }) {
      welcome(name, newcomers)
    }
    if let left = cells.first(where: { !wanted.contains($0.model.options.channel) }) {
      dismiss(left.id)
    }
    cells.sort { first, second in
      let (first, second) = (first.model.options.channel, second.model.options.channel)
      return wanted.firstIndex(of: first) ?? 0 < wanted.firstIndex(of: second) ?? 0
    }
    arrange()
  }

  private mutating func complain(of count: Int, _ most: Int) {
    let words = "\(count) channels are there, and this window has room for \(most), the first ones"
    effects.append(.cell(target, .say(words)))
  }

  private mutating func welcome(_ name: ChannelName, _ newcomers: Newcomers) {
    var options = newcomers.options(name)
    let id = nextID()
    options.cell = id
    options.home = nil
    var model = ViewerModel(
      options, window: window, firstSize: .settled, availability: .noChannel,
      sharesMemory: newcomers.sharesMemory, at: clock)
    if isLinked, let look { model.looking.linked = look }
    model.adopt(mark)
    cells.append(Cell(id: id, model: model))
    effects.append(.open(id, name))
    if heard.hasAppeared { send(.appeared, to: id) }
    if heard.isHidden { send(.hidden(true), to: id) }
    if heard.monitor != MonitorFace() { send(.recoloured(heard.monitor), to: id) }
    send(.stateChanged, to: id)
  }

  /// Takes a cell out; the others have its room once they are arranged.
  private mutating func dismiss(_ id: CellID) {
    guard cells.count > 1, let index = index(of: id) else { return }
    let gone = cells.remove(at: index).model
    // Where the window belongs, it belongs without that channel too.
    if let home = gone.home { cells[0].model.home = home }
    undrawn.remove(id)
    focus.forget(id)
    if big.cell == id { big = .none }
    effects.append(.close(id))
  }
}
