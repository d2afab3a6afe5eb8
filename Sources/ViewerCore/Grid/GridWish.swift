/// What a person wants in one cell that is for all of them.
enum GridWish: Sendable {
  /// This cell is to have the whole window, or all are to be seen again.
  case toggleBig
  /// All cells are to be seen again.
  case leaveBig
  /// Views are to change together, or each for itself.
  case toggleLink
}
