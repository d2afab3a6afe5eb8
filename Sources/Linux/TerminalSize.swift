private import Glibc

/// The size of a terminal's window.
package struct TerminalSize: Equatable, Sendable {
  /// Characters in a line.
  package var columns: Int
  /// Lines.
  package var rows: Int
  /// Pixels of a character; nil where the terminal does not say.
  package var cell: (width: Int, height: Int)?

  package init(columns: Int, rows: Int, cell: (width: Int, height: Int)? = nil) {
    self.columns = columns
    self.rows = rows
    self.cell = cell
  }

  /// That of an open terminal; nil for anything else. The corresponding C function is `ioctl`,
  /// `TIOCGWINSZ`.
  package init?(of descriptor: CInt) {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    // One that does not know itself is taken for the smallest that there is: 80x24 (VT100).
    columns = size.ws_col == 0 ? 80 : Int(size.ws_col)
    rows = size.ws_row == 0 ? 24 : Int(size.ws_row)
    let (width, height) = (Int(size.ws_xpixel) / columns, Int(size.ws_ypixel) / rows)
    cell = width > 0 && height > 0 ? (width, height) : nil
  }

  package static func == (one: TerminalSize, other: TerminalSize) -> Bool {
    one.columns == other.columns && one.rows == other.rows
      && one.cell.map { [$0.width, $0.height] } == other.cell.map { [$0.width, $0.height] }
  }
}
