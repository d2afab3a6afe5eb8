import CPixels
package import ShmChannel

/// Draws frames scaled into a window, and keeps what the next drawing of the same frame can use.
///
/// Below 100 % a pixel is the mean of all that it covers. Only the wanted pixels are made.
package struct FrameComposer: ~Copyable {
  /// What is drawn around and behind the picture.
  package var backdrop: Backdrop
  /// How a picture is drawn above 100 %.
  package var magnification: Magnification

  var levels = HalvedLevels()
  /// What is about to be turned, and what has been; kept for the next drawing.
  let turning = TurnedPixels()
  private let mapped = MappedFrame()

  package init(backdrop: Backdrop = .dark, magnification: Magnification = .nearest) {
    self.backdrop = backdrop
    self.magnification = magnification
  }

  /// To be called whenever the next frame to draw, or its mapping, is not the one of the last time.
  package mutating func frameDidChange() {
    levels.invalidate()
    mapped.invalidate()
  }

  /// Draws the window's pixels in `clip`: the frame, scaled to fill `destination`, and bars.
  ///
  /// - Parameters:
  ///   - frame: The pixels, as `layout` says; another process may change them meanwhile, which
  ///     changes the picture and nothing else.
  ///   - mapping: How they become the display's.
  ///   - destination: Where all of the picture goes, in the window, as it is seen (turned); it may
  ///     be partly or wholly outside, and is not empty.
  ///   - orientation: Undone on the way: how the picture is turned and flipped.
  ///   - window: The window's pixels, as `windowLayout` says (its alpha plays no part). A frame
  ///     with alpha is drawn opaque; one without keeps its meaningless fourth byte.
  ///   - clip: Nothing outside it is touched; nil means all of the window.
  ///   - judging: The marks that are drawn over the picture.
  /// - Throws: `PixelsError.outOfMemory` when there is none for the frame's halves.
  package mutating func draw(
    _ frame: RawSpan, layout: FrameLayout, by mapping: DisplayMapping,
    at destination: PixelRect, orientation: Orientation = .upright,
    into window: inout MutableRawSpan,
    layout windowLayout: FrameLayout, clip: PixelRect? = nil, judging: Judging = Judging()
  ) throws(PixelsError) {
    precondition(!destination.isEmpty, "a picture without pixels")
    let clip = (clip ?? windowLayout.bounds).intersection(windowLayout.bounds)
    let visible = clip.intersection(destination)
    for bar in clip.subtracting(visible) {
      fill(bar, with: backdrop.bars, in: &window, layout: windowLayout)
    }
    if visible.isEmpty { return }
    let shown = FrameLayout.display(
      width: layout.width, height: layout.height, hasAlpha: mapping.hasAlpha)
    let turn =
      orientation == .upright
      ? nil
      : TurnedDrawing(
        layout: shown, orientation: orientation, destination: destination, visible: visible)
    let drawing =
      turn?.drawing ?? Drawing(layout: shown, destination: destination, visible: visible)
    let isCopy = turn == nil && mapping.isIdentity && drawing.copiesRows
    try unsafe window.withUnsafeMutableBytes { (bytes) throws(PixelsError) in
      let target = unsafe MutablePixelRows(bytes, layout: windowLayout)
      if isCopy {
        return unsafe frame.withUnsafeBytes { bytes in
          let source = unsafe PixelRows(bytes, layout: layout)
            .countedFrom(x: -destination.x, y: -destination.y)
          judging.draw(destination, source, to: target, in: visible)
        }
      }
      if turn == nil, !mapping.isIdentity, drawing.copiesRows {
        return try mapped.copy(
          drawing.part, of: frame, layout: layout, by: mapping, to: .display(target),
          from: (destination.x, destination.y))
      }
      try mapped.withRows(drawing.source(magnification), of: frame, layout: layout, by: mapping) {
        (source) throws(PixelsError) in
        if let turn {
          try draw(turn, source, to: target)
        } else {
          try draw(drawing, source, over: backdrop, to: .display(target))
        }
      }
    }
    if !isCopy { judging.mark(destination, in: &window, layout: windowLayout, clip: visible) }
  }

  /// Draws the same, upright and without marks, into a window whose pixels are no display pixels,
  /// without display rows of all of it in between.
  ///
  /// - Parameters:
  ///   - output: rows of the window's pixels, `rowStride` bytes apart, aligned to a pixel.
  ///   - clip: a part of the window.
  package mutating func encode(
    _ frame: RawSpan, layout: FrameLayout, by mapping: DisplayMapping,
    at destination: PixelRect, as encoder: RowEncoder, into output: inout MutableRawSpan,
    rowStride: Int, clip: PixelRect
  ) throws(PixelsError) {
    precondition(!destination.isEmpty, "a picture without pixels")
    let visible = clip.intersection(destination)
    let shown = FrameLayout.display(
      width: layout.width, height: layout.height, hasAlpha: mapping.hasAlpha)
    let drawing = Drawing(layout: shown, destination: destination, visible: visible)
    try unsafe output.withUnsafeMutableBytes { (bytes) throws(PixelsError) in
      let rows = unsafe EncodedRows(
        bytes, rowStride: rowStride, by: encoder, pastCaches: Kernels.goesPastCaches(visible))
      for bar in clip.subtracting(visible) { rows.fill(bar, with: backdrop.bars) }
      cpixels_settle()
      if visible.isEmpty { return }
      if drawing.copiesRows, !mapping.isIdentity {
        try mapped.copy(
          drawing.part, of: frame, layout: layout, by: mapping, to: .encoded(rows),
          from: (destination.x, destination.y))
      } else if drawing.copiesRows {
        unsafe frame.withUnsafeBytes { bytes in
          let source = unsafe PixelRows(bytes, layout: layout)
            .countedFrom(x: -destination.x, y: -destination.y)
          inBands(visible) { band in
            for y in band.y..<band.maxY {
              unsafe rows.write(
                source.at(x: visible.x, y: y), count: visible.width, x: visible.x, y: y)
            }
            cpixels_settle()
          }
        }
      } else {
        try mapped.withRows(drawing.source(magnification), of: frame, layout: layout, by: mapping) {
          (source) throws(PixelsError) in
          try draw(drawing, source, over: backdrop, to: .encoded(rows))
        }
      }
    }
  }

  /// - Parameter backdrop: what alpha lets through; without one the pixels stay premultiplied.
  mutating func draw(
    _ drawing: Drawing, _ frame: PixelRows, over backdrop: Backdrop?, to target: RowTarget
  ) throws(PixelsError) {
    let steps = drawing.steps
    if drawing.endsWithHalving && !levels.has(steps) {
      // A frame drawn once needs no copy of its last level.
      try levels.withLevel(steps.dropLast(), of: frame, layout: drawing.layout) { level in
        drawing.writeLastHalving(of: level, to: target)
      }
      return
    }
    let magnification = magnification
    try levels.withLevel(steps[...], of: frame, layout: drawing.layout) { level in
      inBands(drawing.visible) { band in
        let half = drawing.showing(band)
        var rows = half.resampler(of: level, magnification)
        half.write(&rows, over: backdrop, to: target)
        cpixels_settle()
      }
    }
  }
}
