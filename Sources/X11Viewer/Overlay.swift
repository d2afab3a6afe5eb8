/// All that is drawn over a picture, or over the bars where there is none: a pure value.
struct Overlay: Equatable, Sendable {
  /// From the lowest to the topmost.
  var panels: [Panel] = []
  /// The colour of a line around the window, `0xFFRRGGBB`.
  var edge: UInt32?
  /// Dots per inch, by which all of it is scaled.
  var resolution = TextResolution.standard

  /// Says that the shown frame is older than it should be.
  static let amber: UInt32 = 0xFFFF_B000

  /// Whether there is nothing to draw.
  var isEmpty: Bool { panels.isEmpty && edge == nil }
}

/// Some rows of text at one place of the window.
struct Panel: Hashable, Sendable {
  enum Place: Hashable, Sendable { case topLeft, topRight, bottomLeft, middle }

  enum Kind: Hashable, Sendable {
    /// Quiet text on the bars themselves.
    case plain
    /// On a dark sheet; rows that have no room are left out.
    case notes
    /// On a dark sheet, in columns and pages of which each has as much as there is room for; this is
    /// one of them, counted from 0, or the last where there are not so many.
    case guide(page: Int)
  }

  struct Row: Hashable, Sendable {
    /// In front of the value, in a quieter colour; rows have it in common where it ends.
    var label = ""
    var value: String
    /// Whether the middle of a value that is too long gives way, as in a path, and not its end.
    var keepsEnd = false
    /// Whether the value stands above the rows that follow, and is no row of its own.
    var isHeading = false
  }

  var place: Place
  var kind: Kind
  var rows: [Row]
}
