private import CLibYUV

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
