internal import Pixels

/// WebP as a still picture, through Imlib2; of an animation, the first frame.
enum WebPDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    let container = try WebPContainer(file)
    try limits.check(width: container.width, height: container.height, of: .webp)
    var decoded = try Imlib2Decoder.decode(file, type: .webp, suffix: "webp", limits: limits)
    decoded.orientation = container.orientation
    return decoded
  }
}
