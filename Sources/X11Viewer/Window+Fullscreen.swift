import CX11

/// Fullscreen, which is the window manager's to grant (EWMH, `_NET_WM_STATE`).
extension Window {
  /// What is asked of the window manager; the numbers are EWMH's.
  enum FullscreenWish: Int {
    /// `_NET_WM_STATE_REMOVE`
    case leave = 0
    /// `_NET_WM_STATE_TOGGLE`
    case toggle = 2
  }

  /// Asks for it; the answer is a ConfigureNotify, if it is granted.
  func ask(_ wish: FullscreenWish) {
    var event = XEvent()
    event.xclient.type = ClientMessage
    event.xclient.window = id
    event.xclient.message_type = display.atoms[.state]
    event.xclient.format = 32
    event.xclient.data.l.0 = wish.rawValue
    event.xclient.data.l.1 = Int(bitPattern: display.atoms[.fullscreen])
    event.xclient.data.l.3 = 1  // from a program, not from a pager
    XSendEvent(
      display.connection, display.root, False, SubstructureNotifyMask | SubstructureRedirectMask,
      &event)
  }
}
