import CX11
import ViewerCore

/// The window's side of drag and drop (XDND 5): it takes lists of URIs, and copies.
///
/// The other side is any program, which may end at any moment: what it does not say is not waited
/// for, and the next drag begins anew.
final class DropTarget {
  /// The version of the protocol, for `XdndAware`.
  static let version: UInt = 5
  /// The most that a list may have, in bytes.
  private static let limit = 8 << 20

  /// A drag over the window.
  private struct Drag {
    let source: CX11::Window
    let offersList: Bool
    /// What has arrived of a list that comes in pieces; `nil` before the first.
    var pieces: [UInt8]?
    var isDropped = false
    /// Where the pointer is on the screen; nil until that is told.
    var pointer: (x: Int, y: Int)?
  }

  private let window: Window
  private var drag: Drag?
  private var atoms: Atoms { window.display.atoms }

  /// A target that covers the window.
  init(_ window: Window) { self.window = window }

  /// Whether something that can be dropped is over the window.
  var isOver: Bool { drag.map { $0.offersList && !$0.isDropped } ?? false }

  /// Where in the window something was last dragged to.
  var place: Point? {
    drag?.pointer.map { pointer in
      let corner = window.cornerOnScreen
      return Point(atX: Int32(pointer.x - corner.x), y: Int32(pointer.y - corner.y))
    }
  }

  /// A window is gone; perhaps what is over this one came from there.
  func forget(_ source: CX11::Window) {
    if drag?.source == source { drag = nil }
  }

  /// Acts on a message of the protocol; others do not concern it.
  func handle(_ message: XClientMessageEvent) {
    guard message.format == 32 else { return }
    let source = CX11::Window(UInt32(truncatingIfNeeded: message.data.l.0))
    // The first numbers are not windows: `InputFocus` and the pointer's window, of XSendEvent.
    guard source > 1 else { return }
    if message.message_type == atoms[.dropEnter] { return enter(source, message) }
    guard let drag, drag.source == source, !drag.isDropped else { return }
    switch message.message_type {
    case atoms[.dropPosition]:
      // Two numbers of 16 bits.
      let both = UInt32(truncatingIfNeeded: message.data.l.2)
      self.drag?.pointer = (Int(both >> 16), Int(both & 0xFFFF))
      answer(accepts: drag.offersList)
    case atoms[.dropLeave]: end()
    case atoms[.drop]:
      guard drag.offersList else { return finish(isTaken: false) }
      self.drag?.isDropped = true
      ask(at: Time(UInt32(truncatingIfNeeded: message.data.l.2)))
    default: break
    }
  }

  /// Receives the owner's answer to `ask`.
  ///
  /// - Returns: the whole list, if that is it.
  func receive(_ answer: XSelectionEvent) -> [UInt8]? {
    guard answer.selection == atoms[.dropSelection], drag?.isDropped ?? false else { return nil }
    guard answer.property == atoms[.dropped], let property = takeProperty() else {
      finish(isTaken: false)
      return nil
    }
    if property.type == atoms[.incremental] {
      drag?.pieces = []  // deleting the property has asked for the first
      return nil
    }
    finish(isTaken: !property.bytes.isEmpty)
    return property.bytes.isEmpty ? nil : property.bytes
  }

  /// A property of the window has a new value: maybe the next piece of a long list (ICCCM 2.7.2).
  ///
  /// - Returns: the whole list, if that was its end.
  func receive(_ news: XPropertyEvent) -> [UInt8]? {
    guard news.atom == atoms[.dropped], news.state == PropertyNewValue,
      let pieces = drag?.pieces, let property = takeProperty()
    else { return nil }
    if property.bytes.isEmpty {
      finish(isTaken: !pieces.isEmpty)
      return pieces.isEmpty ? nil : pieces
    }
    if pieces.count + property.bytes.count > Self.limit {
      finish(isTaken: false)
    } else {
      drag?.pieces?.append(contentsOf: property.bytes)
    }
    return nil
  }

  private func takeProperty() -> (type: Atom, bytes: [UInt8])? {
    window.display.take(atoms[.dropped], of: window.id, limit: Self.limit)
  }

  private func enter(_ source: CX11::Window, _ message: XClientMessageEvent) {
    // The first bit: more than three types, which stand in a property of the source.
    let types: [UInt] =
      message.data.l.1 & 1 == 0
      ? [message.data.l.2, message.data.l.3, message.data.l.4].map { UInt(bitPattern: $0) }
      : window.display.forgiving {
        window.display.numbers(atoms[.dropTypes], of: source, type: XA_ATOM)
      }
    end()
    drag = Drag(source: source, offersList: types.contains(atoms[.uriList]))
    watch(source, StructureNotifyMask)
  }

  private func end() {
    if let drag { watch(drag.source, NoEventMask) }
    drag = nil
  }

  /// A source that ends in the middle of a drag says no more of it.
  private func watch(_ source: CX11::Window, _ mask: Int) {
    if source == window.id { return }
    _ = window.display.forgiving { XSelectInput(window.display.connection, source, mask) }
  }

  private func ask(at time: Time) {
    XDeleteProperty(window.display.connection, window.id, atoms[.dropped])
    XConvertSelection(
      window.display.connection, atoms[.dropSelection], atoms[.uriList], atoms[.dropped],
      window.id, time)
  }

  /// The whole window is alike, so every motion is to be told (bit 1), and in no rectangle.
  private func answer(accepts: Bool) {
    let action = accepts ? Int(bitPattern: atoms[.dropCopy]) : 0
    send(.dropStatus, (accepts ? 3 : 2, 0, 0, action))
  }

  private func finish(isTaken: Bool) {
    let action = isTaken ? Int(bitPattern: atoms[.dropCopy]) : 0
    send(.dropFinished, (isTaken ? 1 : 0, action, 0, 0))
    end()
  }

  private func send(_ name: Atoms.Name, _ data: (Int, Int, Int, Int)) {
    guard let source = drag?.source else { return }
    var event = XEvent()
    event.xclient.type = ClientMessage
    event.xclient.window = source
    event.xclient.message_type = atoms[name]
    event.xclient.format = 32
    event.xclient.data.l = (Int(bitPattern: window.id), data.0, data.1, data.2, data.3)
    window.display.forgiving {
      _ = XSendEvent(window.display.connection, source, False, NoEventMask, &event)
    }
  }
}
