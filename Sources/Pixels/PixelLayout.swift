/// How a picture of 32-bit pixels lies in bytes: top row first, blue, green, red and a fourth byte.
package struct PixelLayout: Equatable, Sendable {
  /// Columns, 1 to 65,535.
  package let width: Int
  /// Rows, 1 to 65,535.
  package let height: Int
  /// Bytes from one row to the next: a multiple of 4, and `width * 4` or more.
  package let rowStride: Int
  /// Whether the fourth byte is straight (not premultiplied) alpha; else it means nothing.
  package let hasAlpha: Bool

  /// Bytes from the first pixel to the end of the last one.
  package var byteCount: Int { rowStride * (height - 1) + width * 4 }

  /// All of the picture, at the origin.
  package var bounds: PixelRect { PixelRect(x: 0, y: 0, width: width, height: height) }

  /// Describes a picture whose rows follow one another without a gap unless `rowStride` says so.
  ///
  /// - Precondition: the sides and the stride are in their ranges.
  package init(width: Int, height: Int, rowStride: Int? = nil, hasAlpha: Bool = false) {
    let rowStride = rowStride ?? width * 4
    precondition((1...65_535).contains(width), "width \(width) is not from 1 to 65,535")
    precondition((1...65_535).contains(height), "height \(height) is not from 1 to 65,535")
    precondition(
      rowStride >= width * 4 && rowStride <= 65_535 * 4 && rowStride.isMultiple(of: 4),
      "row stride \(rowStride) does not suit rows of \(width) pixels")
    self.width = width
    self.height = height
    self.rowStride = rowStride
    self.hasAlpha = hasAlpha
  }
}
