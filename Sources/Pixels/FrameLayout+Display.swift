package import ShmChannel

extension FrameLayout {
  /// Rows of display pixels, BGRX or BGRA, that follow one another without a gap.
  package static func display(width: Int, height: Int, hasAlpha: Bool = false) -> FrameLayout {
    FrameLayout(width: width, height: height, format: hasAlpha ? .bgra : .bgrx)
  }

  /// All of the picture, at the origin.
  package var bounds: PixelRect { PixelRect(x: 0, y: 0, width: width, height: height) }
}
