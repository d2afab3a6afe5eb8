private import CSpng
internal import Pixels

/// PNG as a still picture, through libspng; of an animation, the picture for those who know none,
/// and the frame if there is but one.
enum PNGDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Bitmap {
    let header = try PNGHeader(file)
    let size = header.size
    try limits.check(width: size.width, height: size.height, of: .png)
    let still = try PNGStill(file, header: header)
    if header.animationControl?.frameCount == 1,
      let frame = try PNGFrames.onlyFrame(of: file, header: header)
    {
      return try frame.upright(still.orientation)
    }
    var bitmap = try makeBitmap(width: size.width, height: size.height)
    let context = try PNGContext(PNGParts(still.parts))
    let isInterlaced = try context.open().interlace_method != 0
    try context.decode(into: &bitmap, isInterlaced: isInterlaced)
    bitmap.findOpacity()
    return try bitmap.upright(still.orientation)
  }
}
