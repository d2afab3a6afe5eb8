package import Pixels

/// What is seen in place of a frame, or of a part of it, to compare it with the marked one.
package struct Comparison: Hashable, Sendable {
  package enum Way: Hashable, Sendable {
    /// The marked frame.
    case mark
    /// How the two differ, so many times as large.
    case difference(FrameDifference.Kind, gain: Int)
    /// The marked frame to the left of that column of the window.
    case wipe(at: Int)
  }

  /// Which mark, of all that have been made.
  package let mark: MarkKey
  package let way: Way

  package init(with mark: MarkKey, _ way: Way) {
    self.mark = mark
    self.way = way
  }
}

/// The name of a mark, which no other has.
package struct MarkKey: Hashable, Sendable {
  package let number: Int
  /// Where it was made.
  let cell: CellID

  package init(number: Int, in cell: CellID = .first) {
    self.number = number
    self.cell = cell
  }

  /// The name of the mark after it, made in the same cell.
  var next: MarkKey { MarkKey(number: number + 1, in: cell) }
}
