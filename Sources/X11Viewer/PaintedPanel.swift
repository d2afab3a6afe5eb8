import Pixels

/// A panel's pixels, and where they stand in the window.
final class PaintedPanel {
  let frame: PixelRect
  /// Premultiplied.
  private let pixels: Bitmap

  init(_ pixels: consuming Bitmap, at place: (x: Int, y: Int)) {
    frame = PixelRect(x: place.x, y: place.y, width: pixels.width, height: pixels.height)
    self.pixels = pixels
  }

  /// Draws it so much further down than `frame` says, where `clip` lets it.
  func paint(
    lowered: Int, into window: inout MutableRawSpan, layout: PixelLayout, clip: PixelRect
  ) {
    pixels.lay(atX: frame.x, y: frame.y + lowered, over: &window, layout: layout, clip: clip)
  }
}
