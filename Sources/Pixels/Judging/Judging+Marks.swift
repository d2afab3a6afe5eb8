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

  /// Draws the marks of a picture that is judged by other pixels than are seen.
  ///
  /// - Parameters:
  ///   - judged: rows of the same layout that hold it as it is judged; they are drawn over.
  ///   - picture: as above, and so are the others.
  package func mark(
    _ picture: PixelRect, judgedBy judged: inout MutableRawSpan, in rows: inout MutableRawSpan,
    layout: FrameLayout, clip: PixelRect
  ) {
    let clip = clip.intersection(picture).intersection(layout.bounds)
    if clip.isEmpty { return }
    var marks = self
    marks.guides = .none
    unsafe judged.withUnsafeMutableBytes { judged in
      let source = unsafe MutablePixelRows(judged, layout: layout)
      // Marks are opaque: what is not is none.
      unsafe Self.forEachRow(of: clip, in: source) { row, _ in
        for x in row.indices { unsafe row[x] &= 0xFF_FFFF }
      }
      marks.draw(picture, nil, to: source, in: clip)
      unsafe rows.withUnsafeMutableBytes { rows in
        let target = unsafe MutablePixelRows(rows, layout: layout)
        unsafe Self.forEachRow(of: clip, in: source) { row, y in
          let seen = unsafe target.at(x: clip.x, y: y)
          for x in row.indices where unsafe row[x] >> 24 != 0 { unsafe seen[x] = row[x] }
        }
      }
    }
    guidesAlone.mark(picture, in: &rows, layout: layout, clip: clip)
  }

  private static func forEachRow(
    of part: PixelRect, in rows: MutablePixelRows,
    _ body: (UnsafeMutableBufferPointer<UInt32>, _ y: Int) -> Void
  ) {
    for y in part.y..<part.maxY {
      unsafe body(
        UnsafeMutableBufferPointer(start: rows.at(x: part.x, y: y), count: part.width), y)
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
