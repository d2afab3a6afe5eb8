import Pixels
import ShmChannel

/// A panel's pixels, and where they stand in the window.
final class PaintedPanel {
  let frame: PixelRect
  /// How many pages of it there are in such a window.
  let pageCount: Int
  /// Premultiplied.
  private let pixels: Bitmap

  init(_ pixels: consuming Bitmap, at place: (x: Int, y: Int), pageCount: Int = 1) {
    self.pageCount = pageCount
    frame = PixelRect(x: place.x, y: place.y, width: pixels.width, height: pixels.height)
    self.pixels = pixels
  }

  /// Draws it there, where `clip` lets it.
  func paint(
    at place: PixelRect, into window: inout MutableRawSpan, layout: FrameLayout, clip: PixelRect
  ) {
    pixels.lay(atX: place.x, y: place.y, over: &window, layout: layout, clip: clip)
  }
}
