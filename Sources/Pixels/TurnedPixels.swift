/// Memory for turned drawings, kept for the next one of the same size.
final class TurnedPixels {
  private var drawn: Bitmap?
  private var turned: Bitmap?

  /// Lends memory for the pixels before they are turned.
  func withDrawn(
    _ size: PixelRect, _ body: (inout Bitmap) throws(PixelsError) -> Void
  ) throws(PixelsError) {
    try Self.lend(&drawn, size, body)
  }

  /// Lends memory for turned pixels that are still to be blended.
  func withTurned(
    _ size: PixelRect, _ body: (inout Bitmap) throws(PixelsError) -> Void
  ) throws(PixelsError) {
    try Self.lend(&turned, size, body)
  }

  private static func lend(
    _ kept: inout Bitmap?, _ size: PixelRect, _ body: (inout Bitmap) throws(PixelsError) -> Void
  ) throws(PixelsError) {
    var pixels: Bitmap
    if let old = Self.fitting(kept.take(), size) {
      pixels = old
    } else {
      pixels = try Bitmap(width: size.width, height: size.height)
    }
    try body(&pixels)
    kept = consume pixels
  }

  private static func fitting(_ old: consuming Bitmap?, _ size: PixelRect) -> Bitmap? {
    guard let old, old.width == size.width, old.height == size.height else { return nil }
    return old
  }
}
