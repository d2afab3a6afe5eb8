import CPresent
import CX11
import Glibc

/// What the server says of a window's presents: by xcb, apart from the events that Xlib reads. Ends
/// when it goes.
final class PresentSource {
  private let display: Display
  private let window: UInt32
  private let id: UInt32
  private let events: OpaquePointer

  /// Begins to hear of them.
  ///
  /// - Returns: nil, and why, where the server cannot present.
  static func open(
    for window: CX11::Window, on display: Display
  ) -> (source: PresentSource?, failure: String) {
    var (code, event, error): (CInt, CInt, CInt) = (0, 0, 0)
    guard XQueryExtension(display.connection, "Present", &code, &event, &error) != 0 else {
      return (nil, "the X server \(display.name) has no Present extension")
    }
    guard cpresent_load() != nil, let extensionKey = cpresent_extension() else {
      return (nil, "this system lacks libxcb-present; install it")
    }
    let cookie = xcb_present_query_version(display.xcb, 1, 2)
    guard let version = xcb_present_query_version_reply(display.xcb, cookie, nil) else {
      return (nil, "the X server \(display.name) does not answer to Present")
    }
    free(version)
    let id = xcb_generate_id(display.xcb)
    guard let events = xcb_register_for_special_xge(display.xcb, extensionKey, id, nil) else {
      return (nil, "no memory for the events of Present")
    }
    xcb_present_select_input(
      display.xcb, id, UInt32(window),
      UInt32(CPRESENT_COMPLETE_NOTIFY_MASK | CPRESENT_IDLE_NOTIFY_MASK))
    return (PresentSource(display, UInt32(window), id, events), "")
  }

  private init(_ display: Display, _ window: UInt32, _ id: UInt32, _ events: OpaquePointer) {
    (self.display, self.window, self.id, self.events) = (display, window, id, events)
  }

  /// Has the server tell no more. What it has told before may still be on its way, and is xcb's to
  /// keep from Xlib for as long as this lives.
  func end() {
    xcb_present_select_input(display.xcb, id, window, 0)
    xcb_flush(display.xcb)
  }

  deinit {
    if !display.isDead { xcb_unregister_for_special_event(display.xcb, events) }
  }

  /// The next event that has been read from the connection; nil if there is none.
  func next() -> PresentEvent? {
    guard !display.isDead, let event = xcb_poll_for_special_event(display.xcb, events) else {
      return nil
    }
    defer { free(event) }
    // The first 32 bytes, the serial that xcb puts behind them, and the rest of the length.
    let rest = UnsafeRawPointer(event).loadUnaligned(fromByteOffset: 4, as: UInt32.self)
    let byteCount = 36 + Int(rest) * 4
    var bytes = [UInt8](repeating: 0, count: PresentEvent.byteCount)
    bytes.withUnsafeMutableBytes {
      $0.copyMemory(from: UnsafeRawBufferPointer(start: event, count: min(byteCount, $0.count)))
    }
    return bytes.withUnsafeBytes { PresentEvent($0) }
  }
}
