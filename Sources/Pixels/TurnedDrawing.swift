import ShmChannel

/// One drawing of a frame that is turned or flipped on its way to the window: drawn aside as it is
/// stored, as much of it as is seen, and turned from there.
struct TurnedDrawing {
  let orientation: Orientation
  /// The window's pixels to draw.
  let visible: PixelRect
  /// The visible part as it is stored, drawn into memory of its own size.
  let drawing: Drawing

  /// - Parameter destination: Where all of the picture goes, turned.
  init(
    layout: FrameLayout, orientation: Orientation, destination: PixelRect, visible: PixelRect
  ) {
    self.orientation = orientation
    self.visible = visible
    let part = PixelRect(
      x: visible.x - destination.x, y: visible.y - destination.y,
      width: visible.width, height: visible.height)
    let stored = orientation.stored(
      part, width: destination.width, height: destination.height)
    let isSideways = orientation.swapsSides
    drawing = Drawing(
      layout: layout,
      destination: PixelRect(
        x: -stored.x, y: -stored.y,
        width: isSideways ? destination.height : destination.width,
        height: isSideways ? destination.width : destination.height),
      visible: PixelRect(x: 0, y: 0, width: stored.width, height: stored.height))
  }
}

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
