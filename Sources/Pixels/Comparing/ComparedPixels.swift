import ShmChannel

/// Where red, green, blue and alpha of a picture's pixels stand; gray is all three colors.
struct ComparedPixels: Sendable {
  private let layout: FrameLayout
  /// Bytes from where a pixel begins to the sample of each color.
  private let colours: SIMD3<Int>
  /// The same of alpha; nil where there is none.
  private let alpha: Int?

  var hasAlpha: Bool { alpha != nil }

  init(_ layout: FrameLayout) {
    self.layout = layout
    let format = layout.format
    let step = format.isPlanar ? layout.planeByteCount : format.sample.byteCount
    func offset(_ channel: PixelFormat.Channel) -> Int? {
      format.channels.firstIndex(of: channel).map { $0 * step }
    }
    let gray = offset(.gray) ?? 0
    colours = SIMD3(offset(.red) ?? gray, offset(.green) ?? gray, offset(.blue) ?? gray)
    alpha = offset(.alpha)
  }

  /// Red, green, blue and alpha, 0 where there is none, of a pixel of `base`.
  ///
  /// - Precondition: the pixel is in the picture, all of which is at `base`.
  @inline(__always)
  func load<Sample: StoredSample>(
    x: Int, y: Int, at base: UnsafeRawPointer, _: Sample.Type, withAlpha: Bool
  ) -> SIMD4<Float> {
    let start = unsafe base + y * layout.rowStride + x * layout.format.columnByteCount
    return unsafe SIMD4(
      Sample.load(start + colours.x), Sample.load(start + colours.y),
      Sample.load(start + colours.z), withAlpha ? Sample.load(start + (alpha ?? 0)) : 0)
  }
}
