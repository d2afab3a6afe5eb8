package import Pixels

/// What is in a file that shows one thing after the other, or does not move.
package enum ImageContents: ~Copyable {
  case still(Bitmap)
  case animation(Animation)
}

extension ImageDecoder {
  /// Decodes a still picture, or makes an animation ready; the type is told once.
  ///
  /// - Parameter bytes: have to stay in place for as long as an animation lives.
  package static func contents(
    of bytes: UnsafeRawBufferPointer, limits: DecodingLimits = DecodingLimits()
  ) throws(DecodingError) -> ImageContents {
    let (file, type) = unsafe try sniff(bytes)
    if let animation = try animation(file, as: type, limits: limits) {
      return .animation(animation)
    }
    return .still(try finish(try decode(file, as: type, limits: limits)))
  }
}
