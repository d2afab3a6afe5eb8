private import CSpng
internal import Pixels
internal import ShmChannel

/// PNG of 16 bits, as it is.
enum PNGSamples {
  /// - Returns: nil for fewer bits, and for an animation of one frame.
  static func decode(
    _ file: FileBytes, limits: DecodingLimits
  ) throws(DecodingError) -> SamplePicture? {
    let header = try PNGHeader(file)
    guard header.depth == 16, header.animationControl?.frameCount != 1 else { return nil }
    let size = header.size
    try limits.check(width: size.width, height: size.height, of: .png)
    let still = try PNGStill(file, header: header)
    // There is no format for gray beside alpha.
    let channelCount = header.hasTransparency ? 4 : header.isGray ? 1 : 3
    let format = try PixelFormat(channelCount: channelCount, .uint16, in: .png)
    var picture = try SamplePicture(width: size.width, height: size.height, format: format)
    let context = try PNGContext(PNGParts(still.parts))
    _ = try context.open()
    let rowByteCount = picture.layout.rowStride
    try unsafe picture.withUnsafeMutableBytes { (bytes) throws(DecodingError) in
      try unsafe context.decode(
        as: format.hasAlpha ? SPNG_FMT_RGBA16 : SPNG_FMT_PNG, rowByteCount: rowByteCount,
        into: bytes)
    }
    picture.profile = header.colors.profile
    return try picture.oriented(still.orientation)
  }
}
