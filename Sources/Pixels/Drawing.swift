import CPixels
import ShmChannel

/// One drawing of a frame: the plan that its sizes lead to, and the last step of it.
struct Drawing {
  let layout: FrameLayout
  /// Where all of the picture goes, in the window.
  let destination: PixelRect
  /// The window's pixels to draw, all of them in the picture.
  let visible: PixelRect
  /// The halvings to begin with.
  let steps: [Reduction]

  init(layout: FrameLayout, destination: PixelRect, visible: PixelRect) {
    self.layout = layout
    self.destination = destination
    self.visible = visible
    steps = Reduction.steps(for: layout, width: destination.width, height: destination.height)
  }

  /// The same, of no more than a part of the visible pixels.
  func showing(_ part: PixelRect) -> Drawing {
    Drawing(layout: layout, destination: destination, visible: part)
  }

  /// `visible`, counted from the picture's corner.
  var part: PixelRect {
    PixelRect(
      x: visible.x - destination.x, y: visible.y - destination.y,
      width: visible.width, height: visible.height)
  }

  /// Whether the last halving of an opaque frame gives the picture as it is to be seen.
  var endsWithHalving: Bool {
    guard let last = steps.last, !layout.format.hasAlpha else { return false }
    return layout.width == destination.width << last.x
      && layout.height == destination.height << last.y
  }

  /// Whether an opaque frame's rows are what is to be seen, pixel by pixel.
  var copiesRows: Bool {
    !layout.format.hasAlpha && layout.width == destination.width
      && layout.height == destination.height
  }

  /// The last of the steps, from the `level` that the others lead to.
  private func lastHalving(of level: PixelRows) -> Halving {
    let before = steps.dropLast().last ?? Reduction()
    let last = steps.last ?? before
    return Halving(
      source: level, size: LevelSize(layout, before),
      halvesX: last.x > before.x, halvesY: last.y > before.y, premultiplies: false)
  }

  /// The part of the frame that is needed, as it is stored.
  func source(_ magnification: Magnification) -> PixelRect {
    guard steps.isEmpty else { return layout.bounds }
    let (columns, rows) = weights(magnification)
    return PixelRect(
      x: columns.sourceRange.lowerBound, y: rows.sourceRange.lowerBound,
      width: columns.sourceRange.count, height: rows.sourceRange.count)
  }

  /// What makes the visible rows from the `level` that all steps lead to.
  func resampler(of level: PixelRows, _ magnification: Magnification) -> RowResampler {
    let (columns, rows) = weights(magnification)
    return RowResampler(
      source: level, columns: columns, rows: rows,
      premultiplies: layout.format.hasAlpha && steps.isEmpty)
  }

  /// How the visible pixels are mixed from those of the level that all steps lead to.
  private func weights(
    _ magnification: Magnification
  ) -> (columns: AxisWeights, rows: AxisWeights) {
    let size = LevelSize(layout, steps.last ?? Reduction())
    let magnifies = destination.width >= layout.width && destination.height >= layout.height
    func weights(_ extent: Double, _ length: Int, _ output: Range<Int>) -> AxisWeights {
      let step = extent / Double(length)
      guard magnifies else { return .area(extent: extent, step: step, output: output) }
      let count = Int(extent)
      switch magnification {
      case .nearest: return .nearest(sourceCount: count, step: step, output: output)
      case .bilinear: return .bilinear(sourceCount: count, step: step, output: output)
      }
    }
    return (
      weights(size.extentX, destination.width, part.x..<part.maxX),
      weights(size.extentY, destination.height, part.y..<part.maxY)
    )
  }

  /// Puts the visible rows where they go; with alpha, over the squares of `backdrop`, or
  /// premultiplied if there is none.
  func write(_ rows: inout RowResampler, over backdrop: Backdrop?, to target: RowTarget) {
    if layout.format.hasAlpha, let backdrop {
      blend(&rows, over: backdrop, to: target)
    } else {
      copy(&rows, to: target)
    }
  }

  private func copy(_ rows: inout RowResampler, to target: RowTarget) {
    switch target {
    case .display(let window):
      for row in 0..<visible.height {
        let output = unsafe window.at(x: visible.x, y: visible.y + row)
        if rows.repeatsPrevious(row) {
          unsafe output.update(
            from: window.at(x: visible.x, y: visible.y + row - 1), count: visible.width)
        } else {
          unsafe rows.write(row: row, to: output)
        }
      }
    case .encoded(let window):
      let output = RowBuffer(count: visible.width)
      for row in 0..<visible.height {
        if !rows.repeatsPrevious(row) { unsafe rows.write(row: row, to: output.pixels) }
        unsafe window.write(
          output.pixels, count: visible.width, x: visible.x, y: visible.y + row)
      }
    }
  }

  private func blend(
    _ rows: inout RowResampler, over backdrop: Backdrop, to target: RowTarget
  ) {
    let blender = CheckerboardBlender(backdrop, columns: visible.x..<visible.maxX)
    let premultiplied = RowBuffer(count: visible.width)
    let blended = RowBuffer(count: visible.width)
    for row in 0..<visible.height {
      let y = visible.y + row
      if !rows.repeatsPrevious(row) { unsafe rows.write(row: row, to: premultiplied.pixels) }
      switch target {
      case .display(let window):
        unsafe blender.blend(
          premultiplied.pixels, windowRow: y, to: window.at(x: visible.x, y: y))
      case .encoded(let window):
        unsafe blender.blend(premultiplied.pixels, windowRow: y, to: blended.pixels)
        unsafe window.write(blended.pixels, count: visible.width, x: visible.x, y: y)
      }
    }
  }

  /// Halves the `level` that all steps but the last lead to, and puts the visible rows where they
  /// go: into window pixels a few at a time, which stay in the cache meanwhile.
  func writeLastHalving(of level: PixelRows, to target: RowTarget) {
    let halving = lastHalving(of: level)
    let (x, y) = (destination.x, destination.y)
    switch target {
    case .display(let window):
      halving.write(part, to: window.countedFrom(x: x, y: y))
    case .encoded(let window):
      inBands(part) { band in
        let rows = RowBuffer(count: band.width * Self.rowsAtOnce)
        let layout = FrameLayout.display(width: band.width, height: Self.rowsAtOnce)
        let place = unsafe MutablePixelRows(
          UnsafeMutableRawBufferPointer(
            UnsafeMutableBufferPointer(start: rows.pixels, count: layout.width * layout.height)),
          layout: layout)
        for first in stride(from: band.y, to: band.maxY, by: Self.rowsAtOnce) {
          let few = PixelRect(
            x: band.x, y: first, width: band.width,
            height: min(Self.rowsAtOnce, band.maxY - first))
          halving.write(few, to: place.countedFrom(x: -few.x, y: -few.y))
          for row in 0..<few.height {
            unsafe window.write(
              place.at(x: 0, y: row), count: few.width, x: x + few.x, y: y + few.y + row)
          }
        }
        cpixels_settle()
      }
    }
  }

  private static let rowsAtOnce = 8
}
