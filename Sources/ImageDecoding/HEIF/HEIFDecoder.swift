internal import Pixels

/// HEIF and AVIF over libheif's planes. libheif crops and mirrors pictures as their properties say,
/// and our own code turns them; by the standard their EXIF orientation does not count.
enum HEIFDecoder {
  /// `MAX_IMAGE_WIDTH` of libheif's `security_limits.h`, less one.
  private static let maxSide = 32_767

  static func decode(
    _ file: FileBytes, type: ImageType, limits: DecodingLimits
  ) throws(DecodingError) -> Decoded {
    let boxes = try HEIFBoxes(file, of: type)
    // libheif takes memory for tiles, thumbnails and the whole before we do.
    for size in boxes.sizes { try check(size, type, limits) }
    var decoded =
      if let bytes = boxes.rewritten {
        try unsafe bytes.span.bytes.withUnsafeBytes { (bytes) throws(DecodingError) in
          try unsafe decodeOnceOrTwice(FileBytes(bytes), type, limits)
        }
      } else {
        try decodeOnceOrTwice(file, type, limits)
      }
    decoded.orientation = boxes.orientation
    return decoded
  }

  private static func check(
    _ size: (width: Int, height: Int), _ type: ImageType, _ limits: DecodingLimits
  ) throws(DecodingError) {
    try limits.check(width: size.width, height: size.height, of: type, maxSide: maxSide)
  }

  /// libheif 1.15 and libde265 1.0.11 tell nobody of blocks and tiles that are missing: their
  /// memory stays as it was. A whole picture is the same whatever that was.
  private static func decodeOnceOrTwice(
    _ file: FileBytes, _ type: ImageType, _ limits: DecodingLimits
  ) throws(DecodingError) -> Decoded {
    var mayBeUnwritten = false
    let decoded = try decode(file, type, limits, newMemory: 0, &mayBeUnwritten)
    guard mayBeUnwritten else { return decoded }
    let digest = decoded.pixels.digest()
    _ = consume decoded  // before there is memory for another
    let again = try decode(file, type, limits, newMemory: 0xAA, &mayBeUnwritten)
    guard again.pixels.digest() == digest else { throw .truncated(type) }
    return again
  }

  /// - Parameter newMemory: what every byte is that libraries take meanwhile.
  static func decode(
    _ file: FileBytes, _ type: ImageType, _ limits: DecodingLimits, newMemory: UInt8,
    _ mayBeUnwritten: inout Bool
  ) throws(DecodingError) -> Decoded {
    var (isSuspect, alpha) = (false, Decoded.Alpha.opaque)
    var profile: FileProfile?
    let bitmap = try HEIFFile.read(file, type: type, newMemory: newMemory) {
      (file) throws(DecodingError) -> Bitmap in
      let image = try file.decode()
      profile = file.profile(of: image)
      guard var rows = HEIFRows(image, try file.colors(of: image)) else {
        throw .unsupported(type, "an unusual layout of samples")
      }
      try check((rows.size.width, rows.size.height), type, limits)
      var bitmap = try makeBitmap(width: rows.size.width, height: rows.size.height)
      unsafe bitmap.withUnsafeMutableBytes {
        unsafe rows.draw(into: $0.bindMemory(to: UInt32.self))
      }
      if rows.hasAlpha { alpha = file.isPremultiplied ? .premultiplied : .straight }
      isSuspect =
        image.isRGB ? bitmap.mayBeUnwritten(hasAlpha: rows.hasAlpha) : rows.mayBeUnwritten
      return bitmap
    }
    mayBeUnwritten = isSuspect
    var decoded = Decoded(bitmap, alpha: alpha)
    decoded.profile = profile
    return decoded
  }
}
