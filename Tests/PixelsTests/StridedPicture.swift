import ShmChannel

@testable import Pixels

/// A small picture in memory as a frame has it, its rows apart, which a test draws and looks at.
struct StridedPicture {
  let layout: FrameLayout
  /// `0xAARRGGBB`, rows of `layout.rowStride / 4`.
  var pixels: [UInt32]

  init(
    _ width: Int, _ height: Int, rowPadding: Int = 0, hasAlpha: Bool = false,
    _ pixel: (Int, Int) -> UInt32
  ) {
    layout = FrameLayout(
      width: width, height: height, format: hasAlpha ? .bgra : .bgrx,
      rowStride: (width + rowPadding) * 4)
    // What is between the rows must not be seen.
    pixels = Array(repeating: 0xDEAD_BEEF, count: (width + rowPadding) * height)
    for y in 0..<height {
      for x in 0..<width { pixels[y * (width + rowPadding) + x] = pixel(x, y) }
    }
  }

  subscript(x: Int, y: Int) -> UInt32 { pixels[y * (layout.rowStride / 4) + x] }

  /// Draws it in a window of the given size, which is filled with a mark beforehand.
  func drawn(
    at destination: PixelRect, orientation: Orientation = .upright, window width: Int,
    _ height: Int, clip: PixelRect? = nil, mapping: DisplayMapping? = nil,
    judging: Judging = Judging(), by composer: inout FrameComposer
  ) throws -> StridedPicture {
    var window = StridedPicture(width, height) { _, _ in StridedPicture.mark }
    let windowLayout = window.layout
    try pixels.withUnsafeBytes { frame in
      try window.pixels.withUnsafeMutableBytes { bytes in
        var bytes = MutableRawSpan(_unsafeBytes: bytes)
        try composer.draw(
          RawSpan(_unsafeBytes: frame), layout: layout,
          by: mapping ?? DisplayMapping(of: layout.format),
          at: destination,
          orientation: orientation, into: &bytes, layout: windowLayout, clip: clip,
          judging: judging)
      }
    }
    return window
  }

  /// Draws it, all and nothing else, at `width` by `height`.
  func scaled(
    to width: Int, _ height: Int, _ magnification: Magnification = .nearest
  ) throws -> StridedPicture {
    var composer = FrameComposer(magnification: magnification)
    return try drawn(
      at: PixelRect(x: 0, y: 0, width: width, height: height), window: width, height,
      by: &composer)
  }

  /// The colour of window pixels that nothing was drawn on.
  static let mark: UInt32 = 0xFF12_3456
}

/// Blue, green, red, and the fourth byte.
func channels(_ pixel: UInt32) -> SIMD4<Double> {
  SIMD4(
    Double(pixel & 255), Double(pixel >> 8 & 255), Double(pixel >> 16 & 255),
    Double(pixel >> 24))
}

/// A pixel of one grey.
func grey(_ value: Double) -> UInt32 {
  0xFF00_0000 | 0x01_0101 * UInt32(min(max(value, 0), 255).rounded())
}
