import CX11

/// The pointer's shape over the window.
final class Pointer {
  private let window: Window
  private var blank: Cursor?
  private var isHidden = false

  /// Over that window it looks as everywhere.
  init(over window: Window) { self.window = window }

  deinit {
    if let blank, !window.display.isDead { XFreeCursor(window.display.connection, blank) }
  }

  /// Hides it, or shows it again.
  func hide(_ wanted: Bool) {
    if wanted == isHidden { return }
    isHidden = wanted
    if wanted {
      XDefineCursor(window.display.connection, window.id, cursor())
    } else {
      XUndefineCursor(window.display.connection, window.id)
    }
  }

  /// A cursor of no pixels: nothing of its one pixel is in its mask.
  private func cursor() -> Cursor {
    if let blank { return blank }
    let connection = window.display.connection
    let mask = XCreateBitmapFromData(connection, window.id, [0], 1, 1)
    var (foreground, background) = (XColor(), XColor())
    let cursor = XCreatePixmapCursor(connection, mask, mask, &foreground, &background, 0, 0)
    XFreePixmap(connection, mask)
    blank = cursor
    return cursor
  }
}
