import CX11

/// The counter by which a window manager that resizes the window learns when that has been drawn
/// (EWMH, `_NET_WM_SYNC_REQUEST`, the basic protocol). Destroyed when it goes.
final class SyncCounter {
  /// The counter's resource id (`XSync`).
  let id: XSyncCounter

  private let display: Display
  /// The value that the next size is to be answered by.
  private var asked: XSyncValue?
  /// The value that the counter takes when the window as it now is has been drawn.
  private var owed: XSyncValue?

  /// `nil` where the server has no such counters (SYNC 3).
  init?(at display: Display) {
    var (eventBase, errorBase, major, minor): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
    guard XSyncQueryExtension(display.connection, &eventBase, &errorBase) != 0,
      XSyncInitialize(display.connection, &major, &minor) != 0
    else { return nil }
    var zero = XSyncValue()
    XSyncIntToValue(&zero, 0)
    self.display = display
    id = XSyncCreateCounter(display.connection, zero)
  }

  deinit {
    if !display.isDead { XSyncDestroyCounter(display.connection, id) }
  }

  /// The window manager is about to resize the window.
  ///
  /// - Parameter message: its data are the protocol, a time, and the low and high half of a value.
  func handle(_ message: XClientMessageEvent) {
    asked = XSyncValue(
      hi: CInt(truncatingIfNeeded: message.data.l.3),
      lo: CUnsignedInt(truncatingIfNeeded: message.data.l.2))
  }

  /// The window has a new size or place.
  func didConfigure() {
    guard let asked else { return }
    owed = asked
    self.asked = nil
  }

  /// The server has drawn the window as it now is.
  func didDraw() {
    guard let value = owed else { return }
    XSyncSetCounter(display.connection, id, value)
    owed = nil
  }
}
