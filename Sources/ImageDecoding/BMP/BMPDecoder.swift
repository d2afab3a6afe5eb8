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
    var decoded = try decode(header, data)
    decoded.profile = profile(dib)
    return decoded
  }

  /// The ICC profile that stands in the file (wingdi.h: BITMAPV5HEADER; PROFILE_EMBEDDED is MBED as
  /// a number).
  private static func profile(_ dib: FileBytes) -> FileProfile? {
    guard dib.u32(0, .little) == 124, dib.has("DEBM", at: 56),
      let offset = dib.u32(112, .little), let size = dib.u32(116, .little)
    else { return nil }
    return dib.part(from: offset, count: size).map(FileProfile.icc) ?? .icc([])
  }

  private static func decode(
    _ header: DIBHeader, _ data: FileBytes
  ) throws(DecodingError) -> Decoded {
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
