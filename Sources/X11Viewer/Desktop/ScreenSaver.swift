import CX11

/// Holds off the X server's screen saver, and its power saving (DPMS) with it, for as long as the
/// connection lives (MIT-SCREEN-SAVER 1.1, `XScreenSaverSuspend`).
///
/// Programs that ask the server how long nobody has typed, as the desktops of GNOME and KDE do, go
/// by that alone.
struct ScreenSaver {
  private let display: Display
  private(set) var isHeld = false
  /// Whether the server can do it; `nil` before anybody wanted it.
  private var isAble: Bool?

  /// Nothing is held yet, nor asked of the server.
  init(at display: Display) { self.display = display }

  /// Holds it off, or lets it go.
  ///
  /// - Returns: whether it is as it should be.
  mutating func hold(_ wanted: Bool) -> Bool {
    if wanted == isHeld { return true }
    let isAble = isAble ?? hasExtension
    self.isAble = isAble
    if !isAble { return !wanted }
    XScreenSaverSuspend(display.connection, wanted ? True : False)
    isHeld = wanted
    return true
  }

  private var hasExtension: Bool {
    var (eventBase, errorBase, major, minor): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
    return XScreenSaverQueryExtension(display.connection, &eventBase, &errorBase) != 0
      && XScreenSaverQueryVersion(display.connection, &major, &minor) != 0
      && (major, minor) >= (1, 1)
  }
}
