internal import Pixels
internal import ShmChannel

extension ImageDecoder {
  /// Decodes the picture as `decode(_:limits:)` does.
  ///
  /// - Parameter keepsDepth: whether samples of more than 8 bits, and those of types for numbers,
  ///   stay as they are in the file.
  /// - Parameter profile: what becomes of colors that are not sRGB.
  package static func still(
    of bytes: UnsafeRawBufferPointer, limits: DecodingLimits = DecodingLimits(), keepsDepth: Bool,
    profile: EmbeddedProfile = .convert
  ) throws(DecodingError) -> StillPicture {
    let (file, type) = unsafe try sniff(bytes)
    return try still(file, as: type, limits: limits, keepsDepth: keepsDepth, profile)
  }

  static func still(
    _ file: FileBytes, as type: ImageType, limits: DecodingLimits, keepsDepth: Bool,
    _ profile: EmbeddedProfile
  ) throws(DecodingError) -> StillPicture {
    if keepsDepth, let samples = try samples(file, as: type, limits: limits) {
      return .samples(finish(samples, profile))
    }
    return .display(try finish(try decode(file, as: type, limits: limits), profile))
  }

  /// Nil for a picture that loses nothing in 8 bits.
  private static func samples(
    _ file: FileBytes, as type: ImageType, limits: DecodingLimits
  ) throws(DecodingError) -> SamplePicture? {
    switch type {
    case .npy: try NPYDecoder.decode(file, limits: limits)
    case .pfm: try PFMDecoder.decode(file, limits: limits)
    case .hdr: try HDRDecoder.decode(file, limits: limits)
    case .exr: try EXRDecoder.decode(file, limits: limits)
    case .pnm: try PNMSamples.decode(file, limits: limits)
    case .png: try PNGSamples.decode(file, limits: limits)
    case .tiff: try TIFFDecoder.samples(file, limits: limits)
    default: nil
    }
  }
}

extension Decoded {
  /// A picture of samples as 8 bits show it.
  init(_ samples: consuming SamplePicture) throws(DecodingError) {
    let format = samples.layout.format
    self.init(try samples.display(), alpha: format.hasAlpha ? .straight : .opaque)
    profile = samples.profile
    wereNumbers = format.sample != .uint16
  }
}
