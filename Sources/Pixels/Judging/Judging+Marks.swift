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
    unsafe rows.withUnsafeMutableBytes { bytes in
      draw(picture, nil, to: unsafe MutablePixelRows(bytes, layout: layout), in: clip)
    }
  }

  /// Draws a part of a picture with the marks over it, row by row, so that each is still in the
  /// cache when it is marked.
  ///
  /// - Parameters:
  ///   - picture: where it stands in the window.
  ///   - source: its pixels, counted as the window's; nil where they are in the window already.
  ///   - part: a part of both, which is not empty.
  func draw(
    _ picture: PixelRect, _ source: PixelRows?, to window: MutablePixelRows, in part: PixelRect
  ) {
    let seen = source ?? window.forReading
    let lines = GuideLines(guides, picture)
    let bands = bands(of: part)
    // All of them, before one of them is drawn over.
    let peaks = bands.map {
      showsPeaks ? PeakMarks(in: $0, of: part, from: seen, above: peakThreshold) : nil
    }
    inBands(part) { band in
      var peaks = bands.firstIndex(of: band).flatMap { peaks[$0] }
      for y in band.y..<band.maxY {
        peaks?.look(below: y, in: seen)
        let start = unsafe window.at(x: part.x, y: y)
        if let source {
          unsafe start.update(from: source.at(x: part.x, y: y), count: part.width)
        }
        let row = unsafe UnsafeMutableBufferPointer(start: start, count: part.width)
        if showsClipping { unsafe ClippingMarks.mark(row, x: part.x, y: y) }
        unsafe peaks?.mark(row, y: y)
      }
      lines.draw(in: band, of: window)
    }
  }
}
