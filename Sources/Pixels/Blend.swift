private import CLibYUV
package import ShmChannel

/// Mixes two pictures, pixel by pixel and byte by byte: what a cross-fade shows on its way.
///
/// Where both are the same, so is the result, whatever the share.
///
/// - Parameters:
///   - share: How much of `second` there is, in 256ths; 0 is all of `first`.
///   - rect: The pixels to make, as far as they are in the layout; no others are touched.
///   - layout: How all three lie in their bytes.
package func blend(
  _ first: RawSpan, _ second: RawSpan, share: Int, in rect: PixelRect,
  into output: inout MutableRawSpan, layout: FrameLayout
) {
  precondition((0..<256).contains(share), "a share of \(share) 256ths")
  let part = rect.intersection(layout.bounds)
  if part.isEmpty { return }
  unsafe first.withUnsafeBytes { first in
    unsafe second.withUnsafeBytes { second in
      unsafe output.withUnsafeMutableBytes { output in
        let first = unsafe PixelRows(first, layout: layout)
        let second = unsafe PixelRows(second, layout: layout)
        let output = unsafe MutablePixelRows(output, layout: layout)
        _ = unsafe ARGBInterpolate(
          bytes(first.at(x: part.x, y: part.y)), first.stride,
          bytes(second.at(x: part.x, y: part.y)), second.stride,
          bytes(output.at(x: part.x, y: part.y)), output.stride,
          CInt(part.width), CInt(part.height), CInt(share))
      }
    }
  }
}
