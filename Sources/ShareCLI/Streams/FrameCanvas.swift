internal import Pixels
internal import ShmChannel

/// Draws frames into a picture of a fixed size: as large as it fits, with black around it and behind
/// it.
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

  var width: Int { bitmap.width }
  var height: Int { bitmap.height }
  var rowStride: Int { bitmap.rowStride }

  /// Draws a frame over what was there.
  mutating func draw(_ pixels: RawSpan, _ info: FrameInfo) throws(PixelsError) {
    let source = PixelLayout(
      width: info.width, height: info.height, rowStride: info.rowStride,
      hasAlpha: info.format == .bgra)
    let target = PixelLayout(width: bitmap.width, height: bitmap.height)
    let place = Self.place(of: info, in: target)
    composer.frameDidChange()
    try bitmap.withUnsafeMutableBytes { (bytes) throws(PixelsError) in
      var window = MutableRawSpan(_unsafeBytes: bytes)
      try composer.draw(pixels, layout: source, at: place, into: &window, layout: target)
    }
  }

  /// In the middle, in its own proportions.
  private static func place(of info: FrameInfo, in target: PixelLayout) -> PixelRect {
    let scale = min(
      Double(target.width) / Double(info.width), Double(target.height) / Double(info.height))
    let width = min(target.width, max(1, Int((Double(info.width) * scale).rounded())))
    let height = min(target.height, max(1, Int((Double(info.height) * scale).rounded())))
    return PixelRect(
      x: (target.width - width) / 2, y: (target.height - height) / 2, width: width, height: height)
  }

  /// The pixels, opaque.
  func withBytes<R: ~Copyable, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R { try bitmap.withBytes(body) }
}
