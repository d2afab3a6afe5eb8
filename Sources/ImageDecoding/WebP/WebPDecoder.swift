internal import Pixels

/// WebP as a still picture, through Imlib2; of an animation, the first frame.
enum WebPDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Bitmap {
    let container = try WebPContainer(file)
    try limits.check(width: container.width, height: container.height, of: .webp)
    let bitmap = try Imlib2Decoder.decode(file, type: .webp, suffix: "webp", limits: limits)
    return try bitmap.upright(container.orientation)
  }
}
