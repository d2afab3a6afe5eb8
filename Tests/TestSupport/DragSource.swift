package import CX11
import Glibc

/// The side of drag and drop that has something to give (XDND 5).
package final class DragSource {
  private let events: XEvents
  private let window: XWindow
  private let target: XWindow
  private var screen: XScreen { events.screen }

  /// A source that drags over a window.
  package init(on server: XServer, over target: XWindow) throws {
    events = try XEvents(on: server)
    window = events.screen.makeWindow(XRectangle(width: 10, height: 10), colour: 0)
    self.target = events.window(target.id)
  }

  /// Says what there is to give; more than three kinds stand in a property.
  package func enter(_ types: [String]) {
    let atoms = types.map(screen.atom)
    if types.count > 3 { window.set("XdndTypeList", type: "ATOM", atoms) }
    let named = types.count > 3 ? [] : atoms
    let rest = [UInt32](repeating: 0, count: 3 - named.count)
    target.send("XdndEnter", [window.id, 5 << 24 | (types.count > 3 ? 1 : 0)] + named + rest)
  }

  /// Asks whether it may be dropped here, and waits for the answer.
  package func asksToDrop() throws -> Bool {
    target.send("XdndPosition", [window.id, 0, 0, 0, screen.atom("XdndActionCopy")])
    return try message("XdndStatus") { $0[1] & 1 == 1 }
  }

  /// Ends the drag elsewhere.
  package func leave() { target.send("XdndLeave", [window.id]) }

  /// Lets go over the window.
  package func drop() {
    xcb_set_selection_owner(screen.connection, window.id, screen.atom("XdndSelection"), 0)
    target.send("XdndDrop", [window.id, 0, 0])
  }

  /// Waits for the request, and gives a list in pieces of that many bytes, or all at once.
  package func give(_ list: String, pieces: Int? = nil) throws {
    let request = try request()
    let bytes = Array(list.utf8)
    let requestor = events.window(request.requestor)
    guard let pieces else {
      requestor.set(request.property, type: request.target, bytes: bytes)
      return answer(request, property: request.property)
    }
    events.follow(requestor)
    requestor.set(
      request.property, type: screen.atom("INCR"), numbers: [UInt32(bytes.count)])
    answer(request, property: request.property)
    for start in stride(from: 0, through: bytes.count, by: pieces) {
      try awaitDeletion(of: request.property)
      let piece = Array(bytes[start..<min(start + pieces, bytes.count)])
      requestor.set(request.property, type: request.target, bytes: piece)
    }
    if bytes.count.isMultiple(of: pieces) { return }  // the last piece was empty
    try awaitDeletion(of: request.property)
    requestor.set(request.property, type: request.target, bytes: [])
  }

  /// Waits for the request, and refuses it.
  package func refuse() throws { answer(try request(), property: 0) }

  /// Waits for the request, and ends without an answer.
  package func vanishWhenAsked() throws {
    _ = try request()
    vanish()
  }

  /// Ends, as a killed program does.
  package func vanish() { events.vanish() }

  /// Whether the window says that it took what was dropped.
  package func isTaken() throws -> Bool {
    try message("XdndFinished") { $0[1] & 1 == 1 }
  }

  private func request() throws -> xcb_selection_request_event_t {
    try events.await(
      XCB_SELECTION_REQUEST, as: xcb_selection_request_event_t.self, "the list is asked for"
    ) { $0 }
  }

  private func awaitDeletion(of property: xcb_atom_t) throws {
    try events.await(
      XCB_PROPERTY_NOTIFY, as: xcb_property_notify_event_t.self, "the piece is taken"
    ) { event in
      UInt32(event.state) == XCB_PROPERTY_DELETE.rawValue && event.atom == property ? () : nil
    }
  }

  private func message<R>(_ name: String, _ body: ([UInt32]) -> R) throws -> R {
    let wanted = screen.atom(name)
    return try events.await(
      XCB_CLIENT_MESSAGE, as: xcb_client_message_event_t.self, "an answer \(name)"
    ) { event in
      guard event.type == wanted else { return nil }
      return withUnsafeBytes(of: event.data) { body(Array($0.bindMemory(to: UInt32.self))) }
    }
  }

  private func answer(_ request: xcb_selection_request_event_t, property: xcb_atom_t) {
    var event = xcb_selection_notify_event_t()
    event.response_type = UInt8(XCB_SELECTION_NOTIFY)
    (event.time, event.requestor) = (request.time, request.requestor)
    (event.selection, event.target) = (request.selection, request.target)
    event.property = property
    withUnsafeBytes(of: &event) { bytes in
      _ = xcb_send_event(
        screen.connection, 0, request.requestor, 0,
        bytes.assumingMemoryBound(to: CChar.self).baseAddress)
    }
    xcb_flush(screen.connection)
  }
}

extension XWindow {
  /// Sets a property of 32-bit numbers.
  package func set(_ name: String, type: String, _ numbers: [UInt32]) {
    set(screen.atom(name), type: screen.atom(type), numbers: numbers)
  }

  /// Sets a property of 32-bit numbers.
  package func set(_ name: xcb_atom_t, type: xcb_atom_t, numbers: [UInt32]) {
    xcb_change_property(
      screen.connection, UInt8(XCB_PROP_MODE_REPLACE.rawValue), id, name, type, 32,
      UInt32(numbers.count), numbers)
    xcb_flush(screen.connection)
  }

  /// Sets a property of bytes.
  package func set(_ name: xcb_atom_t, type: xcb_atom_t, bytes: [UInt8]) {
    xcb_change_property(
      screen.connection, UInt8(XCB_PROP_MODE_REPLACE.rawValue), id, name, type, 8,
      UInt32(bytes.count), bytes)
    xcb_flush(screen.connection)
  }
}
