/// Writes pixels as a file, exactly: what decodes it gets the same values.
package enum ImageEncoder {
  /// Writes a picture to a descriptor, which stays open, from its present position on.
  ///
  /// - Parameters:
  ///   - pixels: rows of four bytes a pixel, blue, green, red and alpha; see `Bitmap`.
  ///   - rowStride: bytes from one row to the next.
  ///   - isOpaque: the fourth byte means nothing.
  /// - Precondition: `pixels` holds `height` rows, and `rowStride` at least `width` pixels.
  package static func write(
    _ pixels: RawSpan, width: Int, height: Int, rowStride: Int, isOpaque: Bool,
    as format: Format, to descriptor: CInt
  ) throws(EncodingError) {
    let output = DescriptorOutput(descriptor)
    try pixels.withUnsafeBytes { (bytes) throws(EncodingError) in
      let rows = PixelRows(bytes, width: width, height: height, rowStride: rowStride)
      switch format {
      case .png: try PNGEncoder.write(rows, isOpaque: isOpaque, to: output)
      case .ppm: try PPMEncoder.write(rows, to: output)
      }
    }
    try output.flush()
  }
}
