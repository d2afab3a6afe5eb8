import CX11
import Pixels

/// What the window shows while there is no frame: a line of text in its middle.
final class WaitingScreen {
  private typealias Font = UnsafeMutablePointer<XFontStruct>

  /// Which characters a font has: most are small, and one with all of Unicode is slow to load.
  private enum Repertoire { case latin1, unicode }

  private let window: Window
  /// Loaded when they are first needed: a viewer that finds a frame starts without.
  private var fonts: [Repertoire: Font?] = [:]

  private static let textColour: UInt = 0x808080
  /// Columns on either side of the text that stay free.
  private static let margin = 8
  /// Core fonts, best first; `fixed` is built into the server.
  private static let names: [Repertoire: [String]] = [
    .latin1: ["-*-helvetica-medium-r-normal--18-*-*-*-*-*-iso8859-1", "9x15", "fixed"],
    .unicode: [
      "-misc-fixed-medium-r-normal--18-*-*-*-*-*-iso10646-1",
      "-*-*-medium-r-normal--18-*-*-*-*-*-iso10646-1", "fixed",
    ],
  ]

  /// A screen for that window.
  init(window: Window) { self.window = window }

  deinit {
    if window.display.isDead { return }
    for font in fonts.values { if let font { XFreeFont(window.display.connection, font) } }
  }

  /// Draws the whole window, the text as far as it fits.
  func draw(_ text: String) {
    window.fill([PixelRect(window.size)], Window.barColour)
    window.painted = PixelRect(window.size)
    // A server without any core font still gets the quiet window.
    guard let font = font(for: text) else { return }
    let room = CInt(window.size.width - 2 * Self.margin)
    let line = TextLine.fitted(TextLine.characters(text)) {
      XTextWidth16(font, $0, CInt($0.count)) <= room
    }
    let width = XTextWidth16(font, line, CInt(line.count))
    let height = font.pointee.ascent + font.pointee.descent
    XSetFont(window.display.connection, window.context, font.pointee.fid)
    XSetForeground(window.display.connection, window.context, Self.textColour)
    XDrawString16(
      window.display.connection, window.id, window.context,
      (CInt(window.size.width) - width) / 2,
      (CInt(window.size.height) - height) / 2 + font.pointee.ascent, line, CInt(line.count))
  }

  private func font(for text: String) -> Font? {
    let repertoire =
      text.unicodeScalars.allSatisfy { $0.value <= 0xFF } ? Repertoire.latin1 : .unicode
    if let known = fonts[repertoire] { return known }
    var found: Font?
    for name in Self.names[repertoire] ?? [] {
      found = XLoadQueryFont(window.display.connection, name)
      if found != nil { break }
    }
    fonts[repertoire] = .some(found)
    return found
  }
}
