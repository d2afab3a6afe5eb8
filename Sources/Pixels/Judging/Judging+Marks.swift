package import ShmChannel

extension Judging {
  /// Draws the marks over rows of display pixels that hold a picture.
  ///
  /// - Parameters:
  ///   - picture: where the picture stands, which may be larger than the window.
  ///   - clip: the part that is drawn; a part of the window, and of the picture.
  package func mark(
    _ picture: PixelRect, in rows: inout MutableRawSpan, layout: FrameLayout, clip: PixelRect
  ) {
    let clip = clip.intersection(picture).intersection(layout.bounds)
    if clip.isEmpty || isEmpty { return }
    precondition(rows.byteCount >= layout.byteCount, "\(rows.byteCount) bytes")
    unsafe rows.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      let part = unsafe WindowPart(base: base, rowStride: layout.rowStride, rect: clip)
      // What is found in the picture's own pixels, before any of them is changed.
      let luma = showsPeaks ? unsafe Luma(of: part) : nil
      inBands(clip) { band in
        for y in band.y..<band.maxY {
          if showsClipping { unsafe ClippingMarks.mark(part.row(y), x: clip.x, y: y) }
          if let luma { unsafe luma.markPeaks(part.row(y), y: y, above: peakThreshold) }
        }
      }
      unsafe GuideLines(guides, picture).draw(in: part)
    }
  }
}

/// A part of a window's rows of display pixels.
@unsafe struct WindowPart: @unchecked Sendable {
  let base: UnsafeMutableRawPointer
  let rowStride: Int
  let rect: PixelRect

  /// The part's pixels in a row of the window.
  func row(_ y: Int) -> UnsafeMutableBufferPointer<UInt32> {
    unsafe UnsafeMutableBufferPointer(
      start: (base + y * rowStride + rect.x * 4).assumingMemoryBound(to: UInt32.self),
      count: rect.width)
  }
}

/// Calls `body` for eight pixels at a time, the last ones by way of a place aside.
@inline(__always)
func forEachEight(
  of row: UnsafeMutableBufferPointer<UInt32>,
  _ body: (_ x: Int, _ pixels: inout SIMD8<UInt32>) -> Void
) {
  guard let start = UnsafeMutableRawPointer(row.baseAddress) else { return }
  let whole = row.count & ~7
  for x in stride(from: 0, to: whole, by: 8) {
    var pixels = unsafe (start + x * 4).loadUnaligned(as: SIMD8<UInt32>.self)
    body(x, &pixels)
    unsafe (start + x * 4).storeBytes(of: pixels, as: SIMD8<UInt32>.self)
  }
  if whole == row.count { return }
  var pixels = SIMD8<UInt32>()
  for x in whole..<row.count { unsafe pixels[x - whole] = row[x] }
  body(whole, &pixels)
  for x in whole..<row.count { unsafe row[x] = pixels[x - whole] }
}
