internal import Pixels

/// Windows icons and cursors: the largest of the pictures in the file.
struct ICODecoder {
  private struct Entry {
    let data: FileBytes
    let pixelCount: Int
    let bitsPerPixel: Int
  }

  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    let entries = try readEntries(file)
    let largest = entries.max {
      ($0.pixelCount, $0.bitsPerPixel) < ($1.pixelCount, $1.bitsPerPixel)
    }
    guard let data = largest?.data else { throw .corrupt(.ico, "it holds no picture") }
    if ImageType(data) == .png { return try PNGDecoder.decode(data, limits: limits) }
    return try decodeDIB(data, limits)
  }

  private static func readEntries(_ file: FileBytes) throws(DecodingError) -> [Entry] {
    let isCursor = file[2] == 2
    var entries: [Entry] = []
    for index in 0..<(file.u16(4, .little) ?? 0) {
      guard let entry = file.part(from: 6 + index * 16, count: 16),
        let size = entry.u32(8, .little), let offset = entry.u32(12, .little),
        let data = file.part(from: offset, count: size)
      else { throw .truncated(.ico) }
      func side(_ byte: UInt8?) -> Int { byte == 0 ? 256 : Int(byte ?? 0) }
      let bits = isCursor ? 0 : entry.u16(6, .little) ?? 0
      let pixelCount = side(entry[0]) * side(entry[1])
      entries.append(Entry(data: data, pixelCount: pixelCount, bitsPerPixel: bits))
    }
    return entries
  }

  /// A bitmap without a file header, and below it a mask of one bit a pixel: 1 is transparent.
  private static func decodeDIB(
    _ data: FileBytes, _ limits: DecodingLimits
  ) throws(DecodingError) -> Decoded {
    let header = try DIBHeader(data, of: .ico)
    guard header.coding == .plain || header.coding == .bitFields else {
      throw .unsupported(.ico, "run-length coding")
    }
    let height = header.height / 2
    try limits.check(width: header.width, height: height, of: .ico)
    let body = data.dropping(header.byteCount)
    let pixels = try DIBPixels(header, data: body, height: height)
    var bitmap = try makeBitmap(width: header.width, height: height)
    let hasFourthByte = header.bitsPerPixel == 32
    _ = try pixels.draw(into: &bitmap, withFourthByte: hasFourthByte)
    let isEmpty = bitmap.everyAlpha(is: 0)
    if isEmpty { bitmap.makeOpaque() }
    let mask = body.dropping(header.rowByteCount * height)
    // Beside alpha the mask does not count; where both are left out, nothing is transparent.
    let isMasked = unsafe hasFourthByte ? isEmpty && !mask.raw.isEmpty : true
    if isMasked { try apply(mask, to: &bitmap) }
    return Decoded(bitmap, alpha: .straight)
  }

  private static func apply(_ mask: FileBytes, to bitmap: inout Bitmap) throws(DecodingError) {
    let (width, height) = (bitmap.width, bitmap.height)
    let rowByteCount = (width + 31) / 32 * 4
    guard let bits = unsafe mask.part(from: 0, count: rowByteCount * height)?.raw else {
      throw .truncated(.ico)
    }
    unsafe bitmap.withUnsafeMutableBytes { bytes in
      let pixels = unsafe bytes.bindMemory(to: UInt32.self)
      for row in 0..<height {
        let start = (height - 1 - row) * rowByteCount
        for column in 0..<width
        where unsafe bits[start + column / 8] << UInt8(column % 8) & 0x80 != 0 {
          unsafe pixels[row * width + column] &= 0x00FF_FFFF
        }
      }
    }
  }
}
