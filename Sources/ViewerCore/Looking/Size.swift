package import Pixels

/// Columns and rows of a picture, a window or a monitor, in pixels.
package struct Size: Equatable, Sendable {
  package var width: Int
  package var height: Int

  /// Both sides, which are not negative.
  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// The sides of a rectangle.
  package init(_ rectangle: PixelRect) {
    self.init(width: rectangle.width, height: rectangle.height)
  }
}
