private import CLibYUV

/// What is seen where a picture is not, or lets through; colours are `0xFFRRGGBB`.
package struct Backdrop: Equatable, Sendable {
  /// Around the picture.
  package var bars: UInt32
  /// The square in the window's corner, and every second one, behind a picture with alpha.
  package var firstSquares: UInt32
  /// The squares between those.
  package var secondSquares: UInt32
  /// Pixels along a square's side, 1 or more; a corner stands at the window's.
  package var squareSide: Int

  /// Dark greys, on which neither black nor white line art is lost.
  package static let dark = Backdrop(
    bars: 0xFF1C_1C1C, firstSquares: 0xFF38_3838, secondSquares: 0xFF50_5050, squareSide: 16)

  package init(bars: UInt32, firstSquares: UInt32, secondSquares: UInt32, squareSide: Int) {
    precondition(squareSide > 0, "squares of \(squareSide) pixels")
    self.bars = bars
    self.firstSquares = firstSquares
    self.secondSquares = secondSquares
    self.squareSide = squareSide
  }
}
