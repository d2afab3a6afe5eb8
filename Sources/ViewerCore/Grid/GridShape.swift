/// Columns and rows of a window with several channels: the value of `--grid`.
package struct GridShape: Equatable, Sendable {
  package let columns: Int
  package let rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// How many channels have a place.
  package var count: Int { columns * rows }

  /// The most channels in a window: each takes an inotify instance, of which the kernel grants a
  /// user 128 (inotify(7), `max_user_instances`).
  package static let mostChannels = 64

  /// Reads `2x3`, two columns and three rows; nil for anything else, and for more than a window can
  /// have.
  package init?(argument: String) {
    let sides = argument.split(separator: "x", omittingEmptySubsequences: false).map(Self.side)
    guard sides.count == 2, let columns = sides[0], let rows = sides[1] else { return nil }
    self.init(columns: columns, rows: rows)
  }

  private static func side(_ text: Substring) -> Int? {
    guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(text),
      (1...mostChannels).contains(number)
    else { return nil }
    return number
  }
}

extension GridShape: CustomStringConvertible {
  /// As the command line has it.
  package var description: String { "\(columns)x\(rows)" }
}
