import CPixels
package import ShmChannel

extension FrameComposer {
  /// Draws a frame that has more than eight bits into a window that shows them, at
  /// its own size, row by row.
  ///
  /// - Parameters:
  ///   - mappings: how its pixels become the display's, moved by each of `RowEncoder.quarters`.
  ///   - output: rows of the window's pixels, `rowStride` bytes apart, aligned to a pixel.
  ///   - clip: a part of the window.
  /// - Returns: whether it is done: a frame that is scaled or transparent is left alone.
  package func encodeDeep(
    _ frame: RawSpan, layout: FrameLayout, by mappings: [DisplayMapping],
    at destination: PixelRect, as encoder: RowEncoder, into output: inout MutableRawSpan,
    rowStride: Int, clip: PixelRect
  ) -> Bool {
    precondition(mappings.count == RowEncoder.quarters.count, "\(mappings.count) drawings")
    let visible = clip.intersection(destination)
    let shown = FrameLayout.display(
      width: layout.width, height: layout.height,
      hasAlpha: mappings.contains(where: \.hasAlpha))
    let drawing = Drawing(layout: shown, destination: destination, visible: visible)
    guard drawing.copiesRows else { return false }
    let tables = encoder.sumTables()
    unsafe output.withUnsafeMutableBytes { bytes in
      let rows = unsafe EncodedRows(
        bytes, rowStride: rowStride, by: encoder, pastCaches: Kernels.goesPastCaches(visible))
      for bar in clip.subtracting(visible) { rows.fill(bar, with: backdrop.bars) }
      cpixels_settle()
      if visible.isEmpty { return }
      unsafe frame.withUnsafeBytes { frame in
        inBands(drawing.part) { band in
          let row = RowBuffer(count: band.width)
          let sums = RowBuffer(count: band.width)
          for y in band.y..<band.maxY {
            for (index, mapping) in mappings.enumerated() {
              var pixels = unsafe MutableSpan(_unsafeStart: row.pixels, count: band.width)
              mapping.write(
                row: y, columns: band.x..<band.maxX, of: unsafe RawSpan(_unsafeBytes: frame),
                layout: layout, to: &pixels)
              unsafe RowEncoder.add(
                row.pixels, band.width, isFirst: index == 0, to: sums.pixels)
            }
            unsafe rows.write(
              sums: sums.pixels, tables, count: band.width, x: destination.x + band.x,
              y: destination.y + y)
          }
          cpixels_settle()
        }
      }
    }
    return true
  }
}
