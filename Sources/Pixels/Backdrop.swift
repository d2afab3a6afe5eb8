private import CLibYUV

/// What is seen where a picture is not, or lets through; colors are `0xFFRRGGBB`.
package struct Backdrop: Equatable, Sendable {
  /// Around the picture.
  package var bars: UInt32
  /// The square in the window's corner, and every second one, behind a picture with alpha.
  package var firstSquares: UInt32
  /// The squares between those.
  package var secondSquares: UInt32
  /// Pixels along a square's side, 1 or more; a corner stands at the window's.
  package var squareSide: Int

  /// Dark grays, on which neither black nor white line art is lost.
  package static let dark = Backdrop(
    bars: 0xFF1C_1C1C, firstSquares: 0xFF38_3838, secondSquares: 0xFF50_5050, squareSide: 16)

  /// Whether dark letters are easier to read on a color, `0xFFRRGGBB`, than light ones: by its
  /// luma (BT.601), in thousandths.
  package static func isLight(_ colour: UInt32) -> Bool {
    let (red, green, blue) = (colour >> 16 & 0xFF, colour >> 8 & 0xFF, colour & 0xFF)
    return 299 * red + 587 * green + 114 * blue > 128_000
  }

  package init(bars: UInt32, firstSquares: UInt32, secondSquares: UInt32, squareSide: Int) {
    precondition(squareSide > 0, "squares of \(squareSide) pixels")
    self.bars = bars
    self.firstSquares = firstSquares
    self.secondSquares = secondSquares
    self.squareSide = squareSide
  }
}
