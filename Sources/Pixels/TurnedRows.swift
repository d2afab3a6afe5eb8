package import ShmChannel

extension Orientation {
  /// Undoes the orientation on the way from some display rows to others.
  ///
  /// - Parameters:
  ///   - area: The pixels of `target` to write, all of them in it.
  ///   - source: Rows as `sourceLayout` says, of the target's sides, swapped where the orientation
  ///     swaps them.
  package func undo(
    in area: PixelRect, from source: RawSpan, layout sourceLayout: FrameLayout,
    into target: inout MutableRawSpan, layout: FrameLayout
  ) {
    let sides = (sourceLayout.width, sourceLayout.height)
    precondition(
      sides == (swapsSides ? (layout.height, layout.width) : (layout.width, layout.height)),
      "\(sides) does not turn to \(layout.width)x\(layout.height)")
    precondition(area.intersection(layout.bounds) == area, "\(area) is not in the picture")
    if area.isEmpty { return }
    unsafe source.withUnsafeBytes { source in
      unsafe target.withUnsafeMutableBytes { target in
        let rows = unsafe PixelRows(source, layout: sourceLayout)
        let turned = unsafe MutablePixelRows(target, layout: layout)
        inBands(area) { band in
          let part = stored(band, width: layout.width, height: layout.height)
          undo(
            rows.countedFrom(x: part.x, y: part.y), size: part,
            to: turned.countedFrom(x: band.x, y: band.y))
        }
      }
    }
  }
}
