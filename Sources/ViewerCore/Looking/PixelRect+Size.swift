package import Pixels

extension PixelRect {
  /// A rectangle of that size at the origin.
  package init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  /// The smallest rectangle that holds both; an empty one plays no part.
  package func union(_ other: PixelRect) -> PixelRect {
    if isEmpty { return other }
    if other.isEmpty { return self }
    let (left, top) = (min(x, other.x), min(y, other.y))
    return PixelRect(
      x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }

  /// The same rectangle, so much further right and down.
  package func moved(x right: Int, y down: Int) -> PixelRect {
    PixelRect(x: x + right, y: y + down, width: width, height: height)
  }

  /// The same rectangle, as seen from that place.
  package func from(x left: Int, y top: Int) -> PixelRect {
    PixelRect(x: x - left, y: y - top, width: width, height: height)
  }

  /// Whether the pixel at that place lies in it.
  package func contains(x column: Int, y row: Int) -> Bool {
    (x..<maxX).contains(column) && (y..<maxY).contains(row)
  }
}
