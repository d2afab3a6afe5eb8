internal import Linux

/// How large a picture is drawn in a terminal: a pure value.
struct PreviewSize: Equatable {
  let columns: Int
  let rows: Int

  /// How many times wider than high a character mostly is, in halves: one to two.
  private static let usualCell = (width: 10, height: 20)

  /// As large as fits into the terminal above the line that follows, and into 80 columns, but no
  /// larger than the picture itself.
  init(width: Int, height: Int, in terminal: TerminalSize) {
    let cell = terminal.cell ?? Self.usualCell
    let (most, mostRows) = (max(1, min(terminal.columns, 80)), max(1, terminal.rows - 2))
    let scale = min(
      1, Double(most * cell.width) / Double(width), Double(mostRows * cell.height) / Double(height))
    columns = min(most, max(1, Int((Double(width) * scale / Double(cell.width)).rounded(.up))))
    rows = min(mostRows, max(1, Int((Double(height) * scale / Double(cell.height)).rounded(.up))))
  }
}
