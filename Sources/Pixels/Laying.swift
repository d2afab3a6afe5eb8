private import CLibYUV
package import ShmChannel

extension Bitmap {
  /// Lays this picture, whose pixels are premultiplied, over what is there.
  ///
  /// - Parameters:
  ///   - x, y: Where its top left pixel goes; it may be partly or wholly outside.
  ///   - window: The pixels below, as `layout` says; those that are touched are opaque then.
  ///   - clip: No pixel outside is touched.
  package borrowing func lay(
    atX x: Int, y: Int, over window: inout MutableRawSpan, layout: FrameLayout, clip: PixelRect
  ) {
    let part = PixelRect(x: x, y: y, width: width, height: height)
      .intersection(clip).intersection(layout.bounds)
    if part.isEmpty { return }
    let own = self.layout
    withBytes { source in
      unsafe source.withUnsafeBytes { source in
        unsafe window.withUnsafeMutableBytes { window in
          let source = unsafe PixelRows(source, layout: own)
          let rows = unsafe MutablePixelRows(window, layout: layout)
          let below = unsafe bytes(rows.at(x: part.x, y: part.y))
          _ = unsafe ARGBBlend(
            bytes(source.at(x: part.x - x, y: part.y - y)), source.stride, below, rows.stride,
            below, rows.stride, CInt(part.width), CInt(part.height))
        }
      }
    }
  }
}
