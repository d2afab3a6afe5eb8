import CX11
import ViewerCore

/// Holds off the X server's screen saver, and its power saving (DPMS) with it, for as long as the
/// connection lives (MIT-SCREEN-SAVER 1.1, `XScreenSaverSuspend`).
///
/// Programs that ask the server how long nobody has typed, as the desktops of GNOME and KDE do, go
/// by that alone.
struct ScreenSaver {
  private let display: Display
  private(set) var isHeld = false
  /// Why the server cannot do it; the inner nil says that it can, the outer one that nobody has
  /// wanted it yet.
  private var failure: InhibitionFailure??

  /// Nothing is held yet, nor asked of the server.
  init(at display: Display) { self.display = display }

  /// Holds it off, or lets it go.
  ///
  /// - Returns: why it is not as it should be.
  mutating func hold(_ wanted: Bool) -> InhibitionFailure? {
    if wanted == isHeld { return nil }
    let failure = failure ?? obstacle
    self.failure = .some(failure)
    if let failure { return wanted ? failure : nil }
    XScreenSaverSuspend(display.connection, wanted ? True : False)
    isHeld = wanted
    return nil
  }

  private var obstacle: InhibitionFailure? {
    if display.isXwayland { return .wayland(display: display.name) }
    return hasExtension ? nil : .noExtension(display: display.name)
  }

  private var hasExtension: Bool {
    var (eventBase, errorBase, major, minor): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
    return XScreenSaverQueryExtension(display.connection, &eventBase, &errorBase) != 0
      && XScreenSaverQueryVersion(display.connection, &major, &minor) != 0
      && (major, minor) >= (1, 1)
  }
}

extension Display {
  /// How long nobody has touched a key or the mouse; nil where the server does not tell.
  var idleTime: Duration? {
    guard let information = XScreenSaverAllocInfo() else { return nil }
    defer { XFree(information) }
    guard XScreenSaverQueryInfo(connection, root, information) != 0 else { return nil }
    return .milliseconds(information.pointee.idle)
  }

  /// Whether the server is Xwayland: newer ones have an extension that says so, older ones call
  /// their monitors XWAYLAND0 and so on.
  fileprivate var isXwayland: Bool {
    var (code, event, error): (CInt, CInt, CInt) = (0, 0, 0)
    return XQueryExtension(connection, "XWAYLAND", &code, &event, &error) != 0
      || Monitor.all(of: self).contains { $0.name.hasPrefix("XWAYLAND") }
  }
}
