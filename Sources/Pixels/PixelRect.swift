/// A rectangle of whole pixels; x goes right, y goes down.
package struct PixelRect: Hashable, Sendable {
  /// Left column; may be negative.
  package var x: Int
  /// Top row; may be negative.
  package var y: Int
  /// Columns; none when zero or less.
  package var width: Int
  /// Rows; none when zero or less.
  package var height: Int

  /// Makes the rectangle whose top left pixel is at (`x`, `y`).
  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// Whether it has no pixel.
  package var isEmpty: Bool { width <= 0 || height <= 0 }

  /// First column right of it.
  package var maxX: Int { x + width }
  /// First row below it.
  package var maxY: Int { y + height }

  /// The pixels that are in both; an empty rectangle when there are none.
  package func intersection(_ other: PixelRect) -> PixelRect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return PixelRect(
      x: left, y: top,
      width: max(0, min(maxX, other.maxX) - left), height: max(0, min(maxY, other.maxY) - top))
  }

  /// The smallest rectangle that holds both; an empty one plays no part.
  package func union(_ other: PixelRect) -> PixelRect {
    if isEmpty { return other }
    if other.isEmpty { return self }
    let (left, top) = (min(x, other.x), min(y, other.y))
    return PixelRect(
      x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }

  /// The pixels that are not in `hole`, as at most four rectangles that do not overlap.
  package func subtracting(_ hole: PixelRect) -> [PixelRect] {
    let hole = intersection(hole)
    if hole.isEmpty { return isEmpty ? [] : [self] }
    return [
      PixelRect(x: x, y: y, width: width, height: hole.y - y),
      PixelRect(x: x, y: hole.maxY, width: width, height: maxY - hole.maxY),
      PixelRect(x: x, y: hole.y, width: hole.x - x, height: hole.height),
      PixelRect(x: hole.maxX, y: hole.y, width: maxX - hole.maxX, height: hole.height),
    ].filter { !$0.isEmpty }
  }
}
