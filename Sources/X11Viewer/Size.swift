/// Columns and rows of a picture, a window or a monitor, in pixels.
struct Size: Equatable, Sendable {
  var width: Int
  var height: Int
}

/// A rectangle of pixels: `x` and `y` are its top left corner, and may lie outside of the window.
struct Rectangle: Equatable, Sendable {
  var x: Int
  var y: Int
  var width: Int
  var height: Int

  /// A rectangle of that size at the origin.
  init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  /// `width` or `height` below 1 makes an empty rectangle.
  init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// Whether no pixel lies in it.
  var isEmpty: Bool { width == 0 || height == 0 }

  /// Its columns and rows.
  var size: Size { Size(width: width, height: height) }

  /// The pixels that lie in both; empty if there are none.
  func intersection(_ other: Rectangle) -> Rectangle {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rectangle(
      x: left, y: top,
      width: min(x + width, other.x + other.width) - left,
      height: min(y + height, other.y + other.height) - top)
  }

  /// Whether the pixel at that place lies in it.
  func contains(x column: Int, y row: Int) -> Bool {
    column >= x && column < x + width && row >= y && row < y + height
  }
}
