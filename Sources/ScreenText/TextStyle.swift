/// How a text on the screen looks.
package struct TextStyle: Hashable, Sendable {
  package enum Family: String, Sendable {
    /// What the desktop calls its sans-serif font.
    case proportional = "Sans"
    /// For numbers that change in place.
    case monospace = "Monospace"
  }

  package var family: Family
  /// Height of a line, nearly, in points: 1/72 of an inch, at the resolution that the desktop says.
  package var points: Double
  package var isBold: Bool
  /// `0xAARRGGBB`, straight alpha.
  package var colour: UInt32

  package init(
    _ family: Family = .proportional, points: Double = 11, isBold: Bool = false,
    colour: UInt32 = 0xFFF0_F0F0
  ) {
    self.family = family
    self.points = points
    self.isBold = isBold
    self.colour = colour
  }
}
