private import ShmChannel

extension Bitmap {
  /// The picture at half its width and height, rounded up: each pixel is the mean of four, in which
  /// what lets the background through counts less.
  ///
  /// - Throws: `PixelsError.outOfMemory`.
  package func halved() throws(PixelsError) -> Bitmap {
    let layout = layout
    let size = LevelSize(layout, Reduction(x: width > 1 ? 1 : 0, y: height > 1 ? 1 : 0))
    var half = try Bitmap(width: size.width, height: size.height, isOpaque: isOpaque)
    let (halvesX, halvesY, hasAlpha) = (width > 1, height > 1, !isOpaque)
    withBytes { span in
      unsafe span.withUnsafeBytes { source in
        let halving = Halving(
          source: unsafe PixelRows(source, layout: layout), size: LevelSize(layout, Reduction()),
          halvesX: halvesX, halvesY: halvesY, premultiplies: hasAlpha)
        half.fill(by: halving)
      }
    }
    if hasAlpha { half.unpremultiply() }
    return half
  }

  /// Writes what a halving makes, which is premultiplied where it has alpha.
  private mutating func fill(by halving: Halving) {
    let layout = layout
    unsafe withUnsafeMutableBytes { memory in
      let rows = unsafe MutablePixelRows(memory, layout: layout)
      halving.write(layout.bounds, to: rows)
    }
  }
}
