package import Pixels

extension PixelRect {
  /// A rectangle of that size at the origin.
  package init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  /// The same rectangle, so much further right and down.
  package func moved(x right: Int, y down: Int) -> PixelRect {
    PixelRect(x: x + right, y: y + down, width: width, height: height)
  }

  /// A rectangle that goes so much further on each side; empty if it has become too small.
  package func grown(by margin: Int) -> PixelRect {
    PixelRect(
      x: x - margin, y: y - margin, width: max(0, width + 2 * margin),
      height: max(0, height + 2 * margin))
  }

  /// The same rectangle, as seen from that place.
  package func from(x left: Int, y top: Int) -> PixelRect {
    PixelRect(x: x - left, y: y - top, width: width, height: height)
  }

  /// Whether the pixel at that place lies in it.
  package func contains(x column: Int, y row: Int) -> Bool {
    (x..<maxX).contains(column) && (y..<maxY).contains(row)
  }
}
