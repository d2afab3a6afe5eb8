import Pixels

/// Columns and rows of a picture, a window or a monitor, in pixels.
struct Size: Equatable, Sendable {
  var width: Int
  var height: Int

  /// Both sides, which are not negative.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// The sides of a rectangle.
  init(_ rectangle: PixelRect) {
    self.init(width: rectangle.width, height: rectangle.height)
  }
}

extension PixelRect {
  /// A rectangle of that size at the origin.
  init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  /// The smallest rectangle that holds both; an empty one plays no part.
  func union(_ other: PixelRect) -> PixelRect {
    if isEmpty { return other }
    if other.isEmpty { return self }
    let (left, top) = (min(x, other.x), min(y, other.y))
    return PixelRect(
      x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }

  /// The same rectangle, so much further right and down.
  func moved(x right: Int, y down: Int) -> PixelRect {
    PixelRect(x: x + right, y: y + down, width: width, height: height)
  }

  /// The same rectangle, as seen from that place.
  func from(x left: Int, y top: Int) -> PixelRect {
    PixelRect(x: x - left, y: y - top, width: width, height: height)
  }

  /// Whether the pixel at that place lies in it.
  func contains(x column: Int, y row: Int) -> Bool {
    (x..<maxX).contains(column) && (y..<maxY).contains(row)
  }
}
