extension ImageDecoder {
  /// The animation in a file; nil for a still picture, which `decode(_:limits:)` decodes.
  ///
  /// One frame alone is a still picture, and so is all in HEIF, AVIF and JPEG XL. The whole file is
  /// walked, so that missing data is an error before any frame is shown; no frame is decoded yet.
  ///
  /// - Parameter bytes: have to stay in place for as long as the animation lives.
  package static func animation(
    _ bytes: UnsafeRawBufferPointer, limits: DecodingLimits = DecodingLimits(),
    profile: EmbeddedProfile = .convert
  ) throws(DecodingError) -> Animation? {
    let file = unsafe FileBytes(bytes)
    guard let type = ImageType(file) else { return nil }
    return try animation(file, as: type, limits: limits, profile)
  }

  static func animation(
    _ file: FileBytes, as type: ImageType, limits: DecodingLimits, _ profile: EmbeddedProfile
  ) throws(DecodingError) -> Animation? {
    switch type {
    case .gif: try GIFFrames.animation(file, limits: limits)
    case .png: try PNGFrames.animation(file, limits: limits, profile)
    case .webp: try WebPFrames.animation(file, limits: limits, profile)
    default: nil
    }
  }
}
