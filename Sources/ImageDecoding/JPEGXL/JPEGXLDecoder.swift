internal import Pixels

/// JPEG XL through libjxl, which applies the orientation; of an animation, the first frame.
enum JPEGXLDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    guard let rewritten = try shortened(file) else { return try decodeFile(file, limits) }
    return try unsafe rewritten.span.bytes.withUnsafeBytes { (bytes) throws(DecodingError) in
      try unsafe decodeFile(FileBytes(bytes), limits)
    }
  }

  /// The file with 32 bits for the size of each box, where one has 64: libjxl 0.7 takes that for
  /// damage. Nor does it look at boxes behind the picture's, which have to be whole as well.
  private static func shortened(_ file: FileBytes) throws(DecodingError) -> [UInt8]? {
    if file.has(JPEGXLFile.codestreamMark) { return nil }
    let boxes = try ISOBoxes(file, of: .jpegXL).all
    guard boxes.contains(where: \.isLong) else { return nil }
    var bytes: [UInt8] = []
    for box in boxes {
      guard let size = UInt32(exactly: box.content.count + 8) else { return nil }
      for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(size >> shift & 255)) }
      bytes += Array(box.kind.utf8)
      unsafe bytes.append(contentsOf: box.content.raw)
    }
    return bytes
  }

  private static func decodeFile(
    _ file: FileBytes, _ limits: DecodingLimits
  ) throws(DecodingError) -> Decoded {
    try JPEGXLFile.read(file) { (file) throws(DecodingError) in
      let facts = try file.facts()
      try limits.check(width: facts.width, height: facts.height, of: .jpegXL)
      let profile = try file.profile(isGray: facts.isGray)
      var bitmap = try makeBitmap(width: facts.width, height: facts.height)
      try bitmap.withTarget { (target) throws(DecodingError) in try file.decode(into: target) }
      var decoded = Decoded(bitmap, alpha: facts.alpha)
      decoded.profile = profile
      return decoded
    }
  }
}
