internal import Pixels

/// JPEG XL through libjxl, which applies the orientation; of an animation, the first frame.
enum JPEGXLDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    // libjxl does not look at boxes behind the picture's.
    if !file.has([0xFF, 0x0A]) { _ = try ISOBoxes(file, of: .jpegXL) }
    return try JPEGXLFile.read(file) { (file) throws(DecodingError) in
      let facts = try file.facts()
      try limits.check(width: facts.width, height: facts.height, of: .jpegXL)
      var bitmap = try makeBitmap(width: facts.width, height: facts.height)
      try bitmap.withTarget { (target) throws(DecodingError) in try file.decode(into: target) }
      return Decoded(bitmap, alpha: facts.alpha)
    }
  }
}
