/// What is in a file that shows one thing after the other, or does not move.
package enum ImageContents: ~Copyable {
  case still(StillPicture)
  case animation(Animation)
}

extension ImageDecoder {
  /// Decodes a still picture, or makes an animation ready; the type is told once.
  ///
  /// - Parameters:
  ///   - bytes: have to stay in place for as long as an animation lives.
  ///   - keepsDepth, profile: the same as of `still(of:limits:keepsDepth:profile:)`.
  package static func contents(
    of bytes: UnsafeRawBufferPointer, limits: DecodingLimits = DecodingLimits(), keepsDepth: Bool,
    profile: EmbeddedProfile = .convert
  ) throws(DecodingError) -> ImageContents {
    let (file, type) = unsafe try sniff(bytes)
    if let animation = try animation(file, as: type, limits: limits, profile) {
      return .animation(animation)
    }
    return .still(try still(file, as: type, limits: limits, keepsDepth: keepsDepth, profile))
  }
}
