internal import Pixels

/// SVG through Imlib2 and librsvg, at its own size.
enum SVGDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    // Where the root element gives no plain size, Imlib2's request for memory is what is checked.
    if let size = SVGHeader.size(file) {
      try limits.check(
        width: size.width, height: size.height, of: .svg, maxSide: Imlib2Decoder.maxSide)
    }
    return try Imlib2Decoder.decode(file, type: .svg, suffix: "svg", limits: limits)
  }
}
