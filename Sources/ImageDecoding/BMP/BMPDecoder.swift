internal import Pixels

/// Windows and OS/2 bitmaps.
enum BMPDecoder {
  private static let fileHeaderSize = 14  // wingdi.h: BITMAPFILEHEADER

  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    let dib = file.dropping(fileHeaderSize)
    let header = try DIBHeader(dib, of: .bmp)
    try limits.check(width: header.width, height: header.height, of: .bmp)
    guard let offset = file.u32(10, .little) else { throw .truncated(.bmp) }
    guard offset == 0 || offset >= fileHeaderSize + header.byteCount - header.palette.count * 4
    else { throw .corrupt(.bmp, "its pixels begin inside its header") }
    let data = file.dropping(offset == 0 ? fileHeaderSize + header.byteCount : offset)
    switch header.coding {
    case .runLength4, .runLength8:
      var runs = BMPRuns(header, data: data)
      return Decoded(try runs.decode(), alpha: .opaque)
    default:
      let pixels = try DIBPixels(header, data: data, height: header.height)
      var bitmap = try makeBitmap(width: header.width, height: header.height)
      let alpha = try pixels.draw(into: &bitmap)
      var decoded = Decoded(bitmap, alpha: alpha)
      decoded.ignoresEmptyAlpha = true
      return decoded
    }
  }
}
