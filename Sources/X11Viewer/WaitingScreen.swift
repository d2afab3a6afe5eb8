import CX11
import Pixels

/// What the window shows while there is no frame: "waiting for channel NAME".
final class WaitingScreen {
  private typealias Font = UnsafeMutablePointer<XFontStruct>

  private let window: Window
  private let text: [CChar]
  /// Loaded when it is first needed: a viewer that finds a frame starts without.
  private lazy var font = loadFont()
  private var loaded: Font?

  private static let textColour: UInt = 0x808080
  /// Core fonts, best first; `fixed` is built into the server.
  private static let fonts = [
    "-*-helvetica-medium-r-normal--18-*-*-*-*-*-iso8859-1", "9x15", "fixed",
  ]

  /// A screen for a channel of that name, which is ASCII.
  init(window: Window, channel: String) {
    self.window = window
    text = Array("waiting for channel \(channel)".utf8CString.dropLast())
  }

  deinit {
    if let loaded, !window.display.isDead { XFreeFont(window.display.connection, loaded) }
  }

  /// Draws the whole window.
  func draw() {
    window.fill([PixelRect(window.size)], Window.barColour)
    window.painted = PixelRect(window.size)
    // A server without any core font still gets the quiet window.
    guard let font else { return }
    let width = XTextWidth(font, text, CInt(text.count))
    let height = font.pointee.ascent + font.pointee.descent
    XSetForeground(window.display.connection, window.context, Self.textColour)
    XDrawString(
      window.display.connection, window.id, window.context,
      (CInt(window.size.width) - width) / 2,
      (CInt(window.size.height) - height) / 2 + font.pointee.ascent, text, CInt(text.count))
  }

  private func loadFont() -> Font? {
    let connection = window.display.connection
    for name in Self.fonts {
      guard let font = XLoadQueryFont(connection, name) else { continue }
      XSetFont(connection, window.context, font.pointee.fid)
      loaded = font
      return font
    }
    return nil
  }
}
