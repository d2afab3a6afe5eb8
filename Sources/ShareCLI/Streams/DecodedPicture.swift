internal import ImageDecoding
internal import Pixels

/// A picture of a stream on its way through a decoder.
///
/// Used by one thread at a time: `StreamDecoders` sees to that, which is why it may be sent.
final class DecodedPicture: @unchecked Sendable {
  /// As the source gave it. Its bytes stay in place until it is given back, since an animation
  /// reads them for as long as it lives.
  let buffer: StreamBuffer
  /// What a camera says of it.
  private(set) var camera = CameraDetails()
  private var contents: ImageContents?
  private var error: DecodingError?

  init(_ buffer: StreamBuffer) { self.buffer = buffer }

  /// Keeps what is in it, or why nothing is.
  func decode(_ limits: DecodingLimits, keepsDepth: Bool, _ profile: EmbeddedProfile) {
    do throws(DecodingError) {
      try buffer.withPicture { (bytes) throws(DecodingError) in
        camera = CameraDetails(of: bytes)
        contents = try ImageDecoder.contents(
          of: bytes, limits: limits, keepsDepth: keepsDepth, profile: profile)
      }
    } catch {
      self.error = error
    }
  }

  /// What was decoded; once.
  func take() throws(DecodingError) -> ImageContents {
    if let contents = contents.take() { return contents }
    throw error ?? .empty
  }
}
