internal import Pixels

/// SVG through librsvg, at its own size.
enum SVGDecoder {
  /// The longest side of cairo's pictures (`MAX_IMAGE_SIZE` of `cairo-image-surface.c`).
  private static let maxSide = 32_767

  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    let stated = try SVGHeader.size(file)
    if let stated {
      try limits.check(width: stated.width, height: stated.height, of: .svg, maxSide: maxSide)
    }
    let bitmap = try SVGDocument.read(file, size: stated) { (size) throws(DecodingError) in
      try limits.check(width: size.width, height: size.height, of: .svg, maxSide: maxSide)
    }
    return Decoded(bitmap, alpha: .premultiplied)  // as cairo has it
  }
}
