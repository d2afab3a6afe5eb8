import Pixels
import ShmChannel

/// What cells do, and what of it is for all of them.
extension GridModel {
  /// Has a cell take up what has happened to it.
  mutating func run(_ index: Int) {
    let id = cells[index].id
    let inputs = cells[index].pending ?? []
    cells[index].pending = nil
    let (look, mark) = (cells[index].model.looking.linked, cells[index].model.commonMark)
    for effect in cells[index].model.take(inputs, at: clock) { carry(effect, of: index) }
    if hasEnded || !isSeveral { return }
    spread(from: index, since: look, mark)
    if big == .helping(id) && !cells[index].model.isHelping { setBig(.none) }
    for wish in cells[index].model.takeWishes() { grant(wish, of: id) }
  }

  /// Has all cells look as one now does, and compare with what it has marked.
  private mutating func spread(
    from index: Int, since oldLook: LinkedLook, _ oldMark: Mark?
  ) {
    let id = cells[index].id
    let (look, mark) = (cells[index].model.looking.linked, cells[index].model.commonMark)
    if isLinked && look != oldLook && look != self.look { link(by: id, look) }
    if mark == oldMark || mark == self.mark { return }
    if cells[index].model.comparing.isPassing { return }
    self.mark = mark
    for other in cells where other.id != id { sendOn(.markedElsewhere(mark), to: other.id) }
  }

  private mutating func link(by id: CellID, _ look: LinkedLook) {
    self.look = look
    for other in cells where other.id != id { sendOn(.looked(look), to: other.id) }
  }

  private mutating func grant(_ wish: GridWish, of id: CellID) {
    switch wish {
    case .toggleBig: setBig(big.cell == nil ? .chosen(id) : .none)
    case .leaveBig: setBig(.none)
    case .toggleLink:
      isLinked.toggle()
      guard let index = index(of: id) else { return }
      cells[index].model.remark(isLinked ? FeedbackWords.linked : FeedbackWords.unlinked)
      if isLinked { link(by: id, cells[index].model.looking.linked) }
      touch(index)
    }
  }

  private mutating func carry(_ effect: ViewerModel.Effect, of index: Int) {
    let id = cells[index].id
    switch effect {
    case .setTitle(let title): cells[index].told.title = title
    case .followPointer(let isWanted): cells[index].told.followsPointer = isWanted
    case .hidePointer(let isHidden): cells[index].told.hidesPointer = isHidden
    case .holdScreenSaver(let holds): cells[index].told.holdsScreenSaver = holds
    case .switchScreen(let isOn): cells[index].told.hasScreenOff = !isOn
    case .watchResolution(let isWanted):
      cells[index].told.watchesResolution = isWanted
      if isWanted || !cells.contains(where: \.told.watchesResolution) { pass(effect, of: id) }
    case .completeStartup:
      if !hasStarted { pass(effect, of: id) }
      hasStarted = true
    case .didDraw:
      undrawn.remove(id)
      if undrawn.isEmpty { pass(effect, of: id) }
    case .toggleFullscreen, .leaveFullscreen:
      pass(effect, of: id)
      for other in cells where other.id != id { sendOn(.stateChanged, to: other.id) }
    case .end: end(effect, of: id)
    default: pass(effect, of: id)
    }
  }

  private mutating func pass(_ effect: ViewerModel.Effect, of id: CellID) {
    effects.append(.cell(id, effect))
  }

  /// One cell ends the window; the others have their last words.
  private mutating func end(_ effect: ViewerModel.Effect, of id: CellID) {
    hasEnded = true
    for index in cells.indices where cells[index].id != id {
      for last in cells[index].model.take([.terminated], at: clock) {
        if case .end = last { continue }
        pass(last, of: cells[index].id)
      }
    }
    if told.hasScreenOff == true { pass(.switchScreen(isOn: true), of: id) }
    pass(effect, of: id)
  }

  /// What cells want of the window together.
  private var wanted: Told {
    var new = told
    new.title = title
    new.followsPointer = cells.indices.contains { cells[$0].told.followsPointer }
    // What is under the pointer hides it.
    new.hidesPointer = index(of: target).map { cells[$0].told.hidesPointer } ?? false
    new.holdsScreenSaver = cells.indices.contains { cells[$0].told.holdsScreenSaver }
    if cells.indices.contains(where: { cells[$0].told.hasScreenOff != nil }) {
      new.hasScreenOff = cells.indices.allSatisfy { cells[$0].told.hasScreenOff == true }
    }
    return new
  }

  /// Tells the window that, where it is something else than before.
  mutating func tellWindow() {
    let (old, new) = (told, wanted)
    if new == old { return }
    told = new
    let id = target
    if let title = new.title, title != old.title { pass(.setTitle(title), of: id) }
    if new.followsPointer != old.followsPointer {
      pass(.followPointer(new.followsPointer), of: id)
    }
    if new.hidesPointer != old.hidesPointer { pass(.hidePointer(new.hidesPointer), of: id) }
    if new.holdsScreenSaver != old.holdsScreenSaver {
      pass(.holdScreenSaver(new.holdsScreenSaver), of: id)
    }
    if let isOff = new.hasScreenOff, isOff != old.hasScreenOff {
      pass(.switchScreen(isOn: !isOff), of: id)
    }
  }

  /// What a big cell says, or one in which something has gone wrong; else which channels there are.
  private var title: String? {
    if !isSeveral || big.cell != nil {
      let title = cells[big.cell.flatMap { index(of: $0) } ?? 0].told.title
      return title.isEmpty ? nil : title
    }
    let names = cells.map { $0.model.options.channel.string }
    return WindowTitle.text(
      frame: cells.lazy.compactMap(\.model.trouble).first, channel: WindowTitle.names(names),
      replacement: replacesTitle)
  }
}
