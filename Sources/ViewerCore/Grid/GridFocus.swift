/// Which cell a person means: the one under the pointer, and while a button is held the one in
/// which it went down.
struct GridFocus: Equatable, Sendable {
  /// The one that was meant last.
  private(set) var last: CellID?
  /// Where a button is held.
  private(set) var held: CellID?
  /// Where the pointer is over.
  private(set) var hovered: CellID?

  /// The pointer is over that cell, or over none; what it was over before stays meant.
  mutating func hover(_ cell: CellID?) {
    hovered = cell
    if let cell { last = cell }
  }

  /// A button went down over that cell, or beside all.
  mutating func press(over cell: CellID?) { if held == nil { held = cell ?? last } }

  mutating func release() { held = nil }

  /// The cell is gone.
  mutating func forget(_ cell: CellID) {
    if last == cell { last = nil }
    if held == cell { held = nil }
    if hovered == cell { hovered = nil }
  }
}
