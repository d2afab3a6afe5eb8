private import CLibYUV
package import ShmChannel

/// Paints the pixels in `rect`, as far as they are in `window`, with one color, `0xFFRRGGBB`.
package func fill(
  _ rect: PixelRect, with colour: UInt32, in window: inout MutableRawSpan, layout: FrameLayout
) {
  let part = rect.intersection(layout.bounds)
  if part.isEmpty { return }
  unsafe window.withUnsafeMutableBytes { memory in
    let rows = unsafe MutablePixelRows(memory, layout: layout)
    _ = unsafe ARGBRect(
      bytes(rows.at(x: part.x, y: part.y)), rows.stride, 0, 0, CInt(part.width),
      CInt(part.height), colour)
  }
}
