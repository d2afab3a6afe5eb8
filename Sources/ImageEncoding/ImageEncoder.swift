package import ShmChannel

/// Writes pixels as a file; but for JPEG exactly: what decodes it gets the same values.
package enum ImageEncoder {
  /// Writes a picture to a descriptor, which stays open, from its present position on.
  ///
  /// - Parameters:
  ///   - pixels: the picture, as `layout` says.
  /// - Precondition: `pixels` holds all of `layout`.
  package static func write(
    _ pixels: RawSpan, layout: FrameLayout, as format: Format, to descriptor: CInt
  ) throws(EncodingError) {
    try write(pixels, layout, as: format, to: EncodedOutput(descriptor: descriptor))
  }

  /// The same, handed to `sink` in large pieces.
  package static func write(
    _ pixels: RawSpan, layout: FrameLayout, as format: Format,
    to sink: @escaping (UnsafeRawBufferPointer) throws(EncodingError) -> Void
  ) throws(EncodingError) {
    try write(pixels, layout, as: format, to: EncodedOutput(sink))
  }

  private static func write(
    _ pixels: RawSpan, _ layout: FrameLayout, as format: Format, to output: EncodedOutput
  ) throws(EncodingError) {
    try pixels.withUnsafeBytes { (bytes) throws(EncodingError) in
      let samples = SampleRows(bytes, layout: layout)
      let isWide = layout.format.sample == .uint16
      switch format {
      case .npy: try NPYEncoder.write(samples, to: output)
      case .pfm: try PFMEncoder.write(samples, to: output)
      case .png where isWide || layout.format == .gray8:
        try PNGEncoder.write(samples, to: output)
      case .ppm where isWide: try PPMEncoder.write(samples, to: output)
      case .png: try PNGEncoder.write(PixelRows(bytes, layout: layout), to: output)
      case .ppm: try PPMEncoder.write(PixelRows(bytes, layout: layout), to: output)
      case .jpeg(let quality):
        try JPEGEncoder.write(PixelRows(bytes, layout: layout), quality: quality, to: output)
      }
    }
    try output.flush()
  }
}
