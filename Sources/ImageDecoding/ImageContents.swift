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
  ///   - keepsDepth: the same as of `still(of:limits:keepsDepth:)`.
  package static func contents(
    of bytes: UnsafeRawBufferPointer, limits: DecodingLimits = DecodingLimits(), keepsDepth: Bool
  ) throws(DecodingError) -> ImageContents {
    let (file, type) = unsafe try sniff(bytes)
    if let animation = try animation(file, as: type, limits: limits) {
      return .animation(animation)
    }
    return .still(try still(file, as: type, limits: limits, keepsDepth: keepsDepth))
  }
}
