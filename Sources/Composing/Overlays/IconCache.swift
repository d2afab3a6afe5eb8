/// Keeps the icon as it was drawn last: a window that waits draws it anew at each step of a resize.
final class IconCache {
  private var last: (side: Int, pixels: [UInt32])?

  /// Rows of `0xAARRGGBB` pixels with straight alpha, top row first.
  func pixels(side: Int) -> [UInt32] {
    if let last, last.side == side { return last.pixels }
    let pixels = Icon.pixels(side: side)
    last = (side, pixels)
    return pixels
  }
}
