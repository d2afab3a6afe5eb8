import CX11
import Glibc

extension XWindow {
  /// Resizes the window, as a window manager does.
  package func resize(to width: Int, _ height: Int) {
    let mask = UInt16(XCB_CONFIG_WINDOW_WIDTH.rawValue | XCB_CONFIG_WINDOW_HEIGHT.rawValue)
    xcb_configure_window(screen.connection, id, mask, [UInt32(width), UInt32(height)])
    xcb_flush(screen.connection)
  }

  /// Sends the window's program an event that did not happen, in the 32 bytes of the protocol.
  package func forge(_ event: [UInt8]) {
    precondition(event.count == 32, "an event has 32 bytes")
    event.withUnsafeBytes { bytes in
      _ = xcb_send_event(
        screen.connection, 0, id, 0, bytes.assumingMemoryBound(to: CChar.self).baseAddress)
    }
    xcb_flush(screen.connection)
  }

  /// Tells the window's program a size that the window does not have.
  package func forgeSize(_ width: Int, _ height: Int) {
    var event = xcb_configure_notify_event_t()
    event.response_type = UInt8(XCB_CONFIGURE_NOTIFY)
    (event.event, event.window) = (id, id)
    (event.width, event.height) = (UInt16(width), UInt16(height))
    withUnsafeBytes(of: &event) { bytes in
      _ = xcb_send_event(
        screen.connection, 0, id, 0, bytes.assumingMemoryBound(to: CChar.self).baseAddress)
    }
    xcb_flush(screen.connection)
  }

  /// Takes the window from the screen, as a window manager does that iconifies it.
  package func unmap() {
    xcb_unmap_window(screen.connection, id)
    xcb_flush(screen.connection)
  }

  /// Brings it back.
  package func map() {
    xcb_map_window(screen.connection, id)
    xcb_flush(screen.connection)
  }

  /// Moves the window, as a window manager does.
  package func move(to x: Int, _ y: Int) {
    let mask = UInt16(XCB_CONFIG_WINDOW_X.rawValue | XCB_CONFIG_WINDOW_Y.rawValue)
    xcb_configure_window(
      screen.connection, id, mask, [UInt32(bitPattern: Int32(x)), UInt32(bitPattern: Int32(y))])
    xcb_flush(screen.connection)
  }

  /// Sets a property that is Latin-1 text.
  package func setText(_ property: String, _ text: String) {
    xcb_change_property(
      screen.connection, UInt8(XCB_PROP_MODE_REPLACE.rawValue), id, screen.atom(property),
      XCB_ATOM_STRING.rawValue, 8, UInt32(text.utf8.count), text)
    xcb_flush(screen.connection)
  }

  /// Gives the window the keyboard.
  package func takeFocus() {
    xcb_set_input_focus(
      screen.connection, UInt8(XCB_INPUT_FOCUS_PARENT.rawValue), id, 0)
    xcb_flush(screen.connection)
  }

  /// Asks the window's program to close it (ICCCM 4.2.8.1), as a window manager does.
  package func askToClose() {
    var event = xcb_client_message_event_t()
    event.response_type = UInt8(XCB_CLIENT_MESSAGE)
    event.format = 32
    event.window = id
    event.type = screen.atom("WM_PROTOCOLS")
    event.data.data32.0 = screen.atom("WM_DELETE_WINDOW")
    withUnsafeBytes(of: &event) { bytes in
      _ = xcb_send_event(
        screen.connection, 0, id, 0, bytes.assumingMemoryBound(to: CChar.self).baseAddress)
    }
    xcb_flush(screen.connection)
  }

  /// Has the window manager make the window fullscreen, or a window again, as a pager does (EWMH).
  package func toggleFullscreen() {
    tellManager("_NET_WM_STATE", (2, screen.atom("_NET_WM_STATE_FULLSCREEN"), 0, 2, 0))
  }

  /// Asks the window manager how wide the frame would be that it would put around the window (EWMH).
  package func askForFrameExtents() {
    tellManager("_NET_REQUEST_FRAME_EXTENTS", (0, 0, 0, 0, 0))
  }

  private func tellManager(_ name: String, _ data: (UInt32, UInt32, UInt32, UInt32, UInt32)) {
    var event = xcb_client_message_event_t()
    event.response_type = UInt8(XCB_CLIENT_MESSAGE)
    event.format = 32
    event.window = id
    event.type = screen.atom(name)
    event.data.data32 = data
    let mask =
      XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY.rawValue
      | XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT.rawValue
    withUnsafeBytes(of: &event) { bytes in
      _ = xcb_send_event(
        screen.connection, 0, screen.root, mask,
        bytes.assumingMemoryBound(to: CChar.self).baseAddress)
    }
    xcb_flush(screen.connection)
  }

  /// Cuts the connection of the window's program.
  package func killClient() {
    xcb_kill_client(screen.connection, id)
    xcb_flush(screen.connection)
  }

  /// Destroys the window behind its program's back.
  package func destroy() {
    xcb_destroy_window(screen.connection, id)
    xcb_flush(screen.connection)
  }
}

extension XScreen {
  /// A window of the test's own, of one colour.
  package func makeWindow(_ frame: XRectangle, colour: UInt32, isMapped: Bool = true) -> XWindow {
    let id = xcb_generate_id(connection)
    xcb_create_window(
      connection, 0, id, root, Int16(frame.x), Int16(frame.y), UInt16(frame.width),
      UInt16(frame.height), 0, UInt16(XCB_WINDOW_CLASS_INPUT_OUTPUT.rawValue), visual,
      UInt32(XCB_CW_BACK_PIXEL.rawValue), [colour])
    if isMapped { xcb_map_window(connection, id) }
    xcb_flush(connection)
    return XWindow(id: id, screen: self)
  }

  /// Black text on white in the server's own font, line under line.
  package func text(_ lines: [String], width: Int, height: Int) throws -> Picture {
    let font = xcb_generate_id(connection)
    xcb_open_font(connection, font, 5, "fixed")
    let window = makeWindow(XRectangle(width: width, height: height), colour: 0xFF_FFFF)
    defer { window.destroy() }
    let context = xcb_generate_id(connection)
    let mask = XCB_GC_FOREGROUND.rawValue | XCB_GC_BACKGROUND.rawValue | XCB_GC_FONT.rawValue
    xcb_create_gc(connection, context, window.id, mask, [0, 0xFF_FFFF, font])
    for (index, line) in lines.enumerated() {
      let y = Int16(13 * (index + 1))
      xcb_image_text_8(connection, UInt8(line.utf8.count), window.id, context, 2, y, line)
    }
    return try window.picture()
  }
}

extension XScreen {
  /// Keeps the server from serving anybody else.
  package func grabServer() {
    xcb_grab_server(connection)
    _ = focus  // a reply comes once the grab is there
  }

  /// Takes what window managers take, requests to map windows among it, and does nothing with it;
  /// or gives it up.
  package func takeRequests(_ takes: Bool) {
    var mask = takes ? UInt32(XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT.rawValue) : 0
    xcb_change_window_attributes(connection, root, UInt32(XCB_CW_EVENT_MASK.rawValue), &mask)
    _ = focus  // a reply comes once it is so
  }

  /// Whether somebody has asked for a window since, whose request was taken.
  package func hasTakenRequest() -> Bool {
    while let event = xcb_poll_for_event(connection) {
      defer { free(event) }
      if Int32(event.pointee.response_type & 0x7F) == XCB_MAP_REQUEST { return true }
    }
    return false
  }

  /// Lets others be served again.
  package func ungrabServer() {
    xcb_ungrab_server(connection)
    xcb_flush(connection)
  }
}
