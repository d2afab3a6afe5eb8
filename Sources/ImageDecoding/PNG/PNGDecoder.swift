private import CSpng
internal import Pixels

/// PNG as a still picture, through libspng; of an animation, the picture for those who know none,
/// and the frame if there is but one.
enum PNGDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    let header = try PNGHeader(file)
    let size = header.size
    try limits.check(width: size.width, height: size.height, of: .png)
    let still = try PNGStill(file, header: header)
    if header.animationControl?.frameCount == 1,
      let frame = try PNGFrames.onlyFrame(of: file, header: header)
    {
      var decoded = Decoded(frame, alpha: .straight)
      decoded.orientation = still.orientation
      decoded.profile = header.colors.profile
      return decoded
    }
    var bitmap = try makeBitmap(width: size.width, height: size.height)
    let context = try PNGContext(PNGParts(still.parts))
    let isInterlaced = try context.open().interlace_method != 0
    try bitmap.withTarget { (target) throws(DecodingError) in
      try context.decode(into: target, isInterlaced: isInterlaced)
    }
    var decoded = Decoded(bitmap, alpha: .straight)
    decoded.orientation = still.orientation
    decoded.profile = header.colors.profile
    return decoded
  }
}
