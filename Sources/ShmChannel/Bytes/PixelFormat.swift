/// How a frame's pixels are laid out; the numbers stand in frame headers.
public enum PixelFormat: UInt32, Sendable, CaseIterable {
  /// Four bytes: blue, green, red, 255. X11's `0x00RRGGBB` in little-endian order.
  case bgrx = 1
  /// Four bytes: blue, green, red, straight (not premultiplied) alpha.
  case bgra = 2

  /// Bytes a pixel.
  public var pixelByteCount: Int { 4 }
}
