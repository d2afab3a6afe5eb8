internal import Pixels

/// WebP through Imlib2; its container is read here for the size and the orientation.
enum WebPDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Bitmap {
    let container = try WebPContainer(file)
    try limits.check(width: container.width, height: container.height, of: .webp)
    let bitmap = try Imlib2Decoder.decode(file, type: .webp, suffix: "webp", limits: limits)
    return try bitmap.upright(container.orientation)
  }
}

/// The RIFF chunks of a WebP file (RFC 9649, section 2).
private struct WebPContainer {
  private(set) var width = 0
  private(set) var height = 0
  private(set) var orientation = Orientation.upright

  init(_ file: FileBytes) throws(DecodingError) {
    guard let size = file.u32(4, .little), let body = file.part(from: 8, count: size) else {
      throw .truncated(.webp)
    }
    var offset = 4
    while let size = body.u32(offset + 4, .little) {
      guard let chunk = body.part(from: offset + 8, count: size) else { throw .truncated(.webp) }
      read(chunk, named: body.dropping(offset))
      offset += 8 + size + size % 2
    }
    guard width > 0 else { throw .truncated(.webp) }
  }

  private mutating func read(_ chunk: FileBytes, named name: FileBytes) {
    if name.has("EXIF") { orientation = Orientation(exif: chunk) }
    guard width == 0 else { return }
    if name.has("VP8X") {
      width = Self.u24(chunk, 4) + 1
      height = Self.u24(chunk, 7) + 1
    } else if name.has("VP8 ") {  // RFC 6386, 9.1: 14 bits each
      width = (chunk.u16(6, .little) ?? 0) & 0x3FFF
      height = (chunk.u16(8, .little) ?? 0) & 0x3FFF
    } else if name.has("VP8L"), let bits = chunk.u32(1, .little) {
      width = (bits & 0x3FFF) + 1
      height = (bits >> 14 & 0x3FFF) + 1
    }
  }

  private static func u24(_ bytes: FileBytes, _ offset: Int) -> Int {
    (bytes.u16(offset, .little) ?? 0) | Int(bytes[offset + 2] ?? 0) << 16
  }
}
