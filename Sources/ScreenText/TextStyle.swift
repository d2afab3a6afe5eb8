/// How a text on the screen looks, in what the desktop calls its sans-serif font.
package struct TextStyle: Hashable, Sendable {
  /// Height of a line, nearly, in points: 1/72 of an inch, at the resolution that the desktop says.
  package var points: Double
  package var isBold: Bool
  /// `0xAARRGGBB`, straight alpha.
  package var colour: UInt32
  /// Whether the lines of a text that has several stand in the middle of its width.
  package var isCentred: Bool

  package init(
    points: Double = 11, isBold: Bool = false, colour: UInt32 = 0xFFF0_F0F0,
    isCentred: Bool = false
  ) {
    self.points = points
    self.isBold = isBold
    self.colour = colour
    self.isCentred = isCentred
  }
}
