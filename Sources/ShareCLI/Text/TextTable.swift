/// Lays rows of cells out in columns for a terminal.
enum TextTable {
  /// One column: its title, and on which side its cells stand.
  struct Column {
    let title: String
    let isNumber: Bool
  }

  /// The rows below their titles, with two blanks between columns and none at the end of a line.
  static func lines(_ columns: [Column], _ rows: [[String]]) -> String {
    let all = [columns.map(\.title)] + rows
    let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      var line = columns.indices.map { column in
        padded(row[column], to: widths[column], left: columns[column].isNumber)
      }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  private static func padded(_ text: String, to width: Int, left: Bool) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return left ? blanks + text : text + blanks
  }
}
