package import ShmChannel

/// Writes pixels as a file; but for JPEG exactly: what decodes it gets the same values, if it has
/// room for them.
package enum ImageEncoder {
  /// Writes a picture to a descriptor, which stays open, from its present position on.
  ///
  /// - Parameters:
  ///   - pixels: the picture, as `layout` says.
  ///   - tones: to write 8-bit display values; nil to write samples as they are, where the format
  ///     has room for them.
  /// - Precondition: `pixels` holds all of `layout`.
  package static func write(
    _ pixels: RawSpan, layout: FrameLayout, as format: Format, tones: DisplayTones? = nil,
    to descriptor: CInt
  ) throws(EncodingError) {
    try write(pixels, layout, as: format, tones, to: EncodedOutput(descriptor: descriptor))
  }

  /// The same, handed to `sink` in large pieces.
  package static func write(
    _ pixels: RawSpan, layout: FrameLayout, as format: Format, tones: DisplayTones? = nil,
    to sink: @escaping (UnsafeRawBufferPointer) throws(EncodingError) -> Void
  ) throws(EncodingError) {
    try write(pixels, layout, as: format, tones, to: EncodedOutput(sink))
  }

  private static func write(
    _ pixels: RawSpan, _ layout: FrameLayout, as format: Format, _ tones: DisplayTones?,
    to output: EncodedOutput
  ) throws(EncodingError) {
    try pixels.withUnsafeBytes { (bytes) throws(EncodingError) in
      let samples = SampleRows(bytes, layout: layout)
      let rows = PixelRows(bytes, layout: layout, tones)
      // Bytes of colors are both.
      let isExact = tones == nil && layout.format.sample != .float32
      let isSampled = isExact && (layout.format.sample == .uint16 || layout.format.layout == .gray)
      switch format {
      case .npy: try NPYEncoder.write(samples, to: output)
      case .pfm: try PFMEncoder.write(samples, to: output)
      case .png where isSampled: try PNGEncoder.write(samples, to: output)
      case .png: try PNGEncoder.write(rows, to: output)
      case .ppm where isSampled: try PNMEncoder.writeColors(samples, to: output)
      case .ppm: try PNMEncoder.write(rows, to: output)
      case .pgm:
        guard layout.format.layout == .gray, isExact else {
          throw .encoder("PGM has room for gray samples of 8 and 16 bits alone")
        }
        try PNMEncoder.writeGrays(samples, to: output)
      case .jpeg(let quality, let hasFullColors):
        try JPEGEncoder.write(rows, quality: quality, hasFullColors: hasFullColors, to: output)
      }
    }
    try output.flush()
  }
}
