/// Writes pixels as a file; but for JPEG exactly: what decodes it gets the same values.
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
    try write(
      pixels, width: width, height: height, rowStride: rowStride, isOpaque: isOpaque, as: format,
      to: EncodedOutput(descriptor: descriptor))
  }

  /// The same, handed to `sink` in large pieces.
  package static func write(
    _ pixels: RawSpan, width: Int, height: Int, rowStride: Int, isOpaque: Bool,
    as format: Format, to sink: @escaping (UnsafeRawBufferPointer) throws(EncodingError) -> Void
  ) throws(EncodingError) {
    try write(
      pixels, width: width, height: height, rowStride: rowStride, isOpaque: isOpaque, as: format,
      to: EncodedOutput(sink))
  }

  private static func write(
    _ pixels: RawSpan, width: Int, height: Int, rowStride: Int, isOpaque: Bool,
    as format: Format, to output: EncodedOutput
  ) throws(EncodingError) {
    try pixels.withUnsafeBytes { (bytes) throws(EncodingError) in
      let rows = PixelRows(bytes, width: width, height: height, rowStride: rowStride)
      switch format {
      case .png: try PNGEncoder.write(rows, isOpaque: isOpaque, to: output)
      case .ppm: try PPMEncoder.write(rows, to: output)
      case .jpeg(let quality): try JPEGEncoder.write(rows, quality: quality, to: output)
      }
    }
    try output.flush()
  }
}
