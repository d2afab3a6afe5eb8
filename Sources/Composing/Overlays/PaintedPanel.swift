import Pixels
import ShmChannel

/// A panel's pixels, and where they stand in the window.
final class PaintedPanel {
  let frame: PixelRect
  /// How many pages of it there are in such a window.
  let pageCount: Int
  /// Premultiplied.
  private var pixels: Bitmap

  init(_ pixels: consuming Bitmap, at place: (x: Int, y: Int), pageCount: Int = 1) {
    self.pageCount = pageCount
    frame = PixelRect(x: place.x, y: place.y, width: pixels.width, height: pixels.height)
    self.pixels = pixels
  }

  /// Puts a picture of straight alpha, as large as the place, into it.
  func paint(_ picture: [UInt32], at place: PixelRect) {
    let corner = pixels.offset(x: place.x, y: place.y)
    let rowStride = pixels.rowStride
    pixels.withMutableBytes { bytes in
      for (index, pixel) in picture.enumerated() {
        let (y, x) = index.quotientAndRemainder(dividingBy: place.width)
        let offset = corner + y * rowStride + x * Bitmap.pixelByteCount
        bytes.storeBytes(of: pixel.premultiplied, toByteOffset: offset, as: UInt32.self)
      }
    }
  }

  /// Draws it there, where `clip` lets it.
  func paint(
    at place: PixelRect, into window: inout MutableRawSpan, layout: FrameLayout, clip: PixelRect
  ) {
    pixels.lay(atX: place.x, y: place.y, over: &window, layout: layout, clip: clip)
  }
}

extension UInt32 {
  /// `0xAARRGGBB` with each color as strong as it is opaque.
  fileprivate var premultiplied: UInt32 {
    let alpha = self >> 24
    func part(_ shift: UInt32) -> UInt32 {
      (((self >> shift & 0xFF) * alpha + 127) / 255) << shift
    }
    return alpha << 24 | part(16) | part(8) | part(0)
  }
}
