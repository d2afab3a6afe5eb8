package import CX11
import Glibc

/// A client of its own that is told what happens to windows, and that can be a party to it.
package final class XEvents {
  package let screen: XScreen
  private var connection: OpaquePointer { screen.connection }

  package init(on server: XServer) throws { screen = try XScreen(of: server.name) }

  /// The same window, for this client.
  package func window(_ id: xcb_window_t) -> XWindow { XWindow(id: id, screen: screen) }

  /// Has a window's changes told: its place and size, mapping, focus, and properties.
  package func follow(_ window: XWindow) {
    let mask =
      XCB_EVENT_MASK_STRUCTURE_NOTIFY.rawValue | XCB_EVENT_MASK_FOCUS_CHANGE.rawValue
      | XCB_EVENT_MASK_PROPERTY_CHANGE.rawValue
    xcb_change_window_attributes(
      connection, window.id, UInt32(XCB_CW_EVENT_MASK.rawValue), [mask])
    _ = screen.focus  // a reply comes once that is so
  }

  /// Has told what a window manager is told: what happens to the windows on the root window.
  package func followChildrenOfRoot() {
    xcb_change_window_attributes(
      connection, screen.root, UInt32(XCB_CW_EVENT_MASK.rawValue),
      [XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY.rawValue])
    _ = screen.focus  // a reply comes once that is so
  }

  /// Has messages to the root window told.
  package func followRoot() { follow(screen.rootWindow) }

  /// Everything that has happened: the events' numbers (`xproto.h`), and of changed properties the
  /// names.
  package func happened() -> [String] {
    _ = screen.focus  // a reply comes after all events before it
    var words: [String] = []
    while let event = next() {
      defer { free(event) }
      let kind = event.pointee.response_type & 0x7F
      guard kind == UInt8(XCB_PROPERTY_NOTIFY) else {
        words.append("event \(kind)")
        continue
      }
      let atom = event.withMemoryRebound(to: xcb_property_notify_event_t.self, capacity: 1) {
        $0.pointee.atom
      }
      words.append(screen.name(of: atom))
    }
    return words
  }

  /// Waits for an event of that number for which `body` gives something; others are dropped.
  ///
  /// - Parameter serve: called again and again meanwhile.
  package func await<Event, R>(
    _ kind: CInt, as type: Event.Type, _ what: String, doing serve: () -> Void = {},
    _ body: (Event) -> R?
  ) throws -> R {
    try eventually(what) {
      serve()
      while let event = self.next() {
        defer { free(event) }
        guard event.pointee.response_type & 0x7F == UInt8(kind) else { continue }
        let result = event.withMemoryRebound(to: type, capacity: 1) { body($0.pointee) }
        if let result { return result }
      }
      return nil
    }
  }

  private func next() -> UnsafeMutablePointer<xcb_generic_event_t>? {
    xcb_poll_for_event(connection)
  }

  /// Cuts the connection, as the end of the process does.
  package func vanish() {
    shutdown(xcb_get_file_descriptor(connection), CInt(SHUT_RDWR))
  }
}

extension XWindow {
  /// The atom of a name.
  package func screenAtom(_ name: String) -> UInt32 { screen.atom(name) }

  /// Sends the window's program a message of 32-bit numbers.
  package func send(_ name: String, _ data: [UInt32]) {
    var event = xcb_client_message_event_t()
    event.response_type = UInt8(XCB_CLIENT_MESSAGE)
    event.format = 32
    event.window = id
    event.type = screen.atom(name)
    let padded = data + [UInt32](repeating: 0, count: 5 - data.count)
    let bytes = padded.withUnsafeBytes(Array.init)
    withUnsafeMutableBytes(of: &event.data) { $0.copyBytes(from: bytes) }
    withUnsafeBytes(of: &event) { bytes in
      _ = xcb_send_event(
        screen.connection, 0, id, 0, bytes.assumingMemoryBound(to: CChar.self).baseAddress)
    }
    xcb_flush(screen.connection)
  }
}

extension XScreen {
  /// What an atom stands for.
  package func name(of atom: xcb_atom_t) -> String {
    let cookie = xcb_get_atom_name(connection, atom)
    guard let answer = xcb_get_atom_name_reply(connection, cookie, nil) else { return "" }
    defer { free(answer) }
    let count = Int(xcb_get_atom_name_name_length(answer))
    let bytes = UnsafeRawBufferPointer(start: xcb_get_atom_name_name(answer), count: count)
    return String(decoding: bytes, as: UTF8.self)
  }
}
