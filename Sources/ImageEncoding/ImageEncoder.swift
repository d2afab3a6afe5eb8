/// Writes pixels as a file, exactly: what decodes it gets the same values.
package enum ImageEncoder {
  package enum Format: Sendable {
    /// Eight bits a channel: RGB when opaque, else RGBA with straight alpha. Quick, not small.
    case png
    /// Raw PPM (`P6`). It has no alpha: colours are written as they are, and the alpha is left out.
    case ppm

    /// PPM for a name that ends in `.ppm`, in any case; else PNG.
    package init(forFileNamed name: String) {
      self = name.lowercased().hasSuffix(".ppm") ? .ppm : .png
    }
  }

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
