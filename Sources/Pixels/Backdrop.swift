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

/// Blends premultiplied rows over the checkerboard, whose squares stand still in the window.
struct CheckerboardBlender: ~Copyable {
  private let squareSide: Int
  private let width: Int
  private let even: RowBuffer
  private let odd: RowBuffer

  /// For rows of window pixels in `columns`, not none.
  init(_ backdrop: Backdrop, columns: Range<Int>) {
    squareSide = backdrop.squareSide
    width = columns.count
    even = RowBuffer(count: width)
    odd = RowBuffer(count: width)
    let (first, second) = (backdrop.firstSquares, backdrop.secondSquares)
    for x in columns {
      let isFirst = (x / squareSide).isMultiple(of: 2)
      unsafe even.pixels[x - columns.lowerBound] = isFirst ? first : second
      unsafe odd.pixels[x - columns.lowerBound] = isFirst ? second : first
    }
  }

  /// Writes window row `y`: the premultiplied `row` over the squares, opaque.
  func blend(
    _ row: UnsafePointer<UInt32>, windowRow y: Int, to output: UnsafeMutablePointer<UInt32>
  ) {
    let squares = unsafe (y / squareSide).isMultiple(of: 2) ? even.pixels : odd.pixels
    _ = unsafe ARGBBlend(
      bytes(row), 0, bytes(squares), 0, bytes(output), 0, CInt(width), 1)
  }
}
