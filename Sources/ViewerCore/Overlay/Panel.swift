/// Some rows of text at one place of the window.
package struct Panel: Hashable, Sendable {
  package enum Place: Hashable, Sendable { case topLeft, topRight, bottomLeft, bottomRight, middle }

  package enum Kind: Hashable, Sendable {
    /// On the bars themselves, below the program's icon; the first row is the largest. In dark
    /// letters where the bars are light.
    case welcome(onLight: Bool)
    /// On a dark sheet; rows that have no room are left out.
    case notes
    /// The same in letters of that size.
    case caption(points: Int)
    /// On a dark sheet, in columns and pages of which each has as much as there is room for; this
    /// is one of them, counted from 0, or the last where there are not so many.
    case guide(page: Int)
    /// On a dark sheet, a histogram above a color bar, or one of them; there are no rows.
    case scale(ScaleFace)
    /// On a dark sheet, the latest frames as columns above what the stages take; there are no rows.
    case timing(TimingFace)
  }

  package struct Row: Hashable, Sendable {
    /// In front of the value, in a quieter color; rows have it in common where it ends.
    package var label = ""
    package var value: String
    /// Whether the middle of a value that is too long gives way, as in a path, and not its end.
    package var keepsEnd = false
    /// Whether the value stands above the rows that follow, rather than in a row of its own.
    package var isHeading = false
    /// Whether there is more room above it, for what follows is of another kind.
    package var startsGroup = false
    /// Keys and buttons in front of the value, in place of a label.
    package var caps: [KeyCap] = []

    package init(
      label: String = "", value: String, keepsEnd: Bool = false, isHeading: Bool = false,
      startsGroup: Bool = false, caps: [KeyCap] = []
    ) {
      self.startsGroup = startsGroup
      self.caps = caps
      self.label = label
      self.value = value
      self.keepsEnd = keepsEnd
      self.isHeading = isHeading
    }
  }

  package var place: Place
  package var kind: Kind
  package var rows: [Row]

  package init(place: Place, kind: Kind, rows: [Row]) {
    self.place = place
    self.kind = kind
    self.rows = rows
  }
}
