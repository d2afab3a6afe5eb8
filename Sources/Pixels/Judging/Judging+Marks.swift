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
      let bands = bands(of: clip)
      let lines = GuideLines(guides, picture)
      // All of them, before one of them is drawn over.
      let peaks = bands.map { unsafe showsPeaks ? peakMarks(in: $0, of: part) : nil }
      inBands(clip) { band in
        var peaks = bands.firstIndex(of: band).flatMap { peaks[$0] }
        for y in band.y..<band.maxY {
          unsafe peaks?.look(below: y, in: part)
          if showsClipping { unsafe ClippingMarks.mark(part.row(y), x: clip.x, y: y) }
          unsafe peaks?.mark(part.row(y), y: y)
        }
        unsafe lines.draw(
          in: WindowPart(base: part.base, rowStride: part.rowStride, rect: band))
      }
    }
  }

  private func peakMarks(in band: PixelRect, of part: WindowPart) -> PeakMarks {
    unsafe PeakMarks(in: band, of: part, above: peakThreshold)
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
