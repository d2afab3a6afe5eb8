internal import Pixels

/// WebP as a still picture, through libwebp; of an animation, the first frame, on its canvas.
enum WebPDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    let container = try WebPContainer(file)
    let (width, height) = (container.width, container.height)
    try limits.check(width: width, height: height, of: .webp)
    let frame = try WebPFrame(
      firstIn: try WebPChunks(file: file),
      canvas: PixelRect(x: 0, y: 0, width: width, height: height))
    var bitmap = try makeBitmap(width: width, height: height)
    try bitmap.withTarget(at: frame.area) { (target) throws(DecodingError) in
      try frame.decode(into: target)
    }
    var decoded = Decoded(bitmap, alpha: .straight)
    decoded.orientation = container.orientation
    decoded.profile = container.profile
    return decoded
  }
}
