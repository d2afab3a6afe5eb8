internal import Pixels
internal import ShmChannel

/// Draws frames into a picture of a fixed size: as large as it fits, with black around it and
/// behind it.
struct FrameCanvas: ~Copyable {
  private var bitmap: Bitmap
  private var composer: FrameComposer

  private static let black: UInt32 = 0xFF00_0000
  private static let backdrop = Backdrop(
    bars: black, firstSquares: black, secondSquares: black, squareSide: 16)

  init(width: Int, height: Int) throws(PixelsError) {
    bitmap = try Bitmap(width: width, height: height)
    composer = FrameComposer(backdrop: Self.backdrop, magnification: .bilinear)
  }

  /// How its pixels lie in memory; they are opaque.
  var layout: FrameLayout { bitmap.layout }

  /// Draws a frame over what was there.
  mutating func draw(
    _ pixels: RawSpan, _ source: FrameLayout, by mapping: DisplayMapping
  ) throws(PixelsError) {
    let target = bitmap.layout
    let place = Self.place(of: source, in: target)
    composer.frameDidChange()
    try bitmap.withUnsafeMutableBytes { (bytes) throws(PixelsError) in
      var window = MutableRawSpan(_unsafeBytes: bytes)
      try composer.draw(
        pixels, layout: source, by: mapping, at: place, into: &window, layout: target)
    }
  }

  /// In the middle, in its own proportions.
  private static func place(of source: FrameLayout, in target: FrameLayout) -> PixelRect {
    let scale = min(
      Double(target.width) / Double(source.width), Double(target.height) / Double(source.height))
    let width = min(target.width, max(1, Int((Double(source.width) * scale).rounded())))
    let height = min(target.height, max(1, Int((Double(source.height) * scale).rounded())))
    return PixelRect(
      x: (target.width - width) / 2, y: (target.height - height) / 2, width: width, height: height)
  }

  /// The pixels, opaque.
  func withBytes<R: ~Copyable, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R { try bitmap.withBytes(body) }
}
