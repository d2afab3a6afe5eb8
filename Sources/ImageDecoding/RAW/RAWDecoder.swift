internal import Pixels

/// Cameras' raw files through LibRaw: the preview that the camera has made, where it is large
/// enough to judge the picture by, else the sensor's samples at half their size.
enum RAWDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    try CR3Check.run(on: file)
    let size: (width: Int, height: Int)
    let preview: [UInt8]?
    (size, preview) = try RAWFile.read(file) { (raw) throws(DecodingError) in
      let size = raw.size
      try limits.check(width: size.width, height: size.height, of: .raw)
      return (size, raw.preview())
    }
    // Outside of LibRaw's turn, for libjpeg needs none.
    if let preview, let decoded = try? decode(preview, atLeast: size, limits) { return decoded }
    let half = try RAWFile.read(file) { (raw) throws(DecodingError) in
      try raw.halfSize(limits: limits)
    }
    return Decoded(half, alpha: .opaque)
  }

  /// Nil for a preview of less than half the picture's size.
  private static func decode(
    _ preview: [UInt8], atLeast size: (width: Int, height: Int), _ limits: DecodingLimits
  ) throws(DecodingError) -> Decoded? {
    try unsafe preview.span.bytes.withUnsafeBytes { (bytes) throws(DecodingError) in
      let file = unsafe FileBytes(bytes)
      guard let own = JPEGMarkers(file).size,
        max(own.width, own.height) * 2 >= max(size.width, size.height)
      else { return nil }
      return try JPEGDecoder.decode(file, limits: limits)
    }
  }
}
