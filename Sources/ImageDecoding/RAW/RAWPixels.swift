internal import CLibRaw
internal import Pixels

/// Pixels as LibRaw gives them: one or three bytes each, without gaps.
@safe struct RAWPixels {
  private let width: Int
  private let height: Int
  private let channelCount: Int
  private let bytes: FileBytes

  /// - Parameter start: where the pixels are, which the caller keeps.
  init(
    _ image: libraw_processed_image_t, _ start: UnsafePointer<UInt8>
  ) throws(DecodingError) {
    (width, height) = (Int(image.width), Int(image.height))
    channelCount = Int(image.colors)
    unsafe bytes = FileBytes(
      UnsafeRawBufferPointer(start: start, count: Int(image.data_size)))
    guard image.type == CLIBRAW_IMAGE_BITMAP, image.bits == 8, [1, 3].contains(channelCount),
      bytes.count >= width * height * channelCount
    else { throw .unsupported(.raw, "\(channelCount) colors of \(image.bits) bits") }
  }

  func bitmap(limits: DecodingLimits) throws(DecodingError) -> Bitmap {
    try limits.check(width: width, height: height, of: .raw)
    var bitmap = try makeBitmap(width: width, height: height)
    try bitmap.withTarget { (target) throws(DecodingError) in
      for row in 0..<height {
        let pixels = unsafe target.pixels(row: row, columns: 0..<width)
        for x in 0..<width {
          let offset = (row * width + x) * channelCount
          let red = unsafe UInt32(bytes.raw[offset])
          var (green, blue) = (red, red)
          if channelCount == 3 {
            green = unsafe UInt32(bytes.raw[offset + 1])
            blue = unsafe UInt32(bytes.raw[offset + 2])
          }
          unsafe pixels[x] = 0xFF00_0000 | red << 16 | green << 8 | blue
        }
      }
    }
    return bitmap
  }
}
