internal import Pixels

/// HEIF and AVIF through Imlib2 and libheif, which turns pictures as their `irot` and `imir` say;
/// by the standard, their EXIF orientation does not count.
enum HEIFDecoder {
  static func decode(
    _ file: FileBytes, type: ImageType, limits: DecodingLimits
  ) throws(DecodingError) -> Decoded {
    let boxes = try ISOBoxes(file, of: type)
    // libheif takes memory for tiles, thumbnails and the whole before Imlib2 asks us.
    for size in try sizes(in: boxes, of: type) {
      try limits.check(
        width: size.width, height: size.height, of: type, maxSide: Imlib2Decoder.maxSide)
    }
    let suffix = type == .avif ? "avif" : "heic"
    let decoded = try Imlib2Decoder.decode(file, type: type, suffix: suffix, limits: limits)
    guard decoded.pixels.mayBeUnwritten(hasAlpha: decoded.alpha != .unused) else { return decoded }
    return try decodeAgain(decoded, file, type, suffix, limits)
  }

  /// libheif 1.15 and libde265 1.0.11 tell nobody of blocks and tiles that are missing: their memory
  /// stays as it was. A whole picture is the same whatever that was.
  private static func decodeAgain(
    _ decoded: consuming Decoded, _ file: FileBytes, _ type: ImageType, _ suffix: String,
    _ limits: DecodingLimits
  ) throws(DecodingError) -> Decoded {
    let digest = decoded.pixels.digest()
    _ = consume decoded  // before there is memory for another
    let again = try Imlib2Decoder.decode(
      file, type: type, suffix: suffix, limits: limits, newMemory: 0xAA)
    guard again.pixels.digest() == digest else { throw .truncated(type) }
    return again
  }

  /// The `ispe` properties (ISO 23008-12, 6.5.3): the sizes of all pictures in the file.
  private static func sizes(
    in boxes: ISOBoxes, of type: ImageType
  ) throws(DecodingError) -> [(width: Int, height: Int)] {
    guard let meta = boxes.first("meta"),
      let properties = try ISOBoxes(meta.dropping(4), of: type).first("iprp"),
      let container = try ISOBoxes(properties, of: type).first("ipco")
    else { throw .corrupt(type, "it describes no picture") }
    return try ISOBoxes(container, of: type).all.filter { $0.kind == "ispe" }.map { box in
      (box.content.u32(4, .big) ?? 0, box.content.u32(8, .big) ?? 0)
    }
  }
}
