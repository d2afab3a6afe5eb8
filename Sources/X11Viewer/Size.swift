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

  /// Whether the pixel at that place lies in it.
  func contains(x column: Int, y row: Int) -> Bool {
    (x..<maxX).contains(column) && (y..<maxY).contains(row)
  }
}
