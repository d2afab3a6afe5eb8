internal import Pixels

/// QOI ("The Quite OK Image Format", qoiformat.org, version 1.0): pixels told by those before them.
struct QOIDecoder {
  /// "qoif", width and height of 32 bits, channels, color space.
  private static let headerByteCount = 14

  private let file: FileBytes
  private var offset = Self.headerByteCount
  private var pixel = QOIPixel(alpha: 255)
  /// Pixels that were met, by their hash.
  private var seen = [QOIPixel](repeating: QOIPixel(alpha: 0), count: 64)
  /// How often the pixel comes once more.
  private var run = 0

  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    guard let width = file.u32(4, .big), let height = file.u32(8, .big),
      let channels = file[12], file[13] != nil
    else { throw .truncated(.qoi) }
    guard (3...4).contains(channels) else { throw .corrupt(.qoi, "it has \(channels) channels") }
    try limits.check(width: width, height: height, of: .qoi)
    var bitmap = try makeBitmap(width: width, height: height)
    var decoder = QOIDecoder(file: file)
    try unsafe bitmap.withUnsafeMutableBytes { (bytes) throws(DecodingError) in
      let pixels = unsafe bytes.bindMemory(to: UInt32.self)
      for index in pixels.indices { unsafe pixels[index] = try decoder.next().word }
    }
    return Decoded(bitmap, alpha: channels == 4 ? .straight : .unused)
  }

  private init(file: FileBytes) { self.file = file }

  private mutating func next() throws(DecodingError) -> QOIPixel {
    if run > 0 {
      run -= 1
      return pixel
    }
    let tag = try nextByte()
    switch tag {
    case 0xFE: try takeColors()
    case 0xFF:
      try takeColors()
      pixel.alpha = try nextByte()
    case 0x00...0x3F: pixel = seen[Int(tag)]
    case 0x40...0x7F: add(red: tag >> 4 & 3, green: tag >> 2 & 3, blue: tag & 3, bias: 2)
    case 0x80...0xBF:
      let green = tag & 0x3F
      let others = try nextByte()
      add(red: others >> 4 &+ green, green: green &+ 8, blue: others & 15 &+ green, bias: 40)
    default: run = Int(tag & 0x3F)
    }
    seen[pixel.hash] = pixel
    return pixel
  }

  private mutating func takeColors() throws(DecodingError) {
    pixel.red = try nextByte()
    pixel.green = try nextByte()
    pixel.blue = try nextByte()
  }

  private mutating func add(red: UInt8, green: UInt8, blue: UInt8, bias: UInt8) {
    pixel.red = pixel.red &+ red &- bias
    pixel.green = pixel.green &+ green &- bias
    pixel.blue = pixel.blue &+ blue &- bias
  }

  private mutating func nextByte() throws(DecodingError) -> UInt8 {
    guard let byte = file[offset] else { throw .truncated(.qoi) }
    offset += 1
    return byte
  }
}

/// A pixel by its channels, for the format counts in each.
private struct QOIPixel {
  var red: UInt8 = 0
  var green: UInt8 = 0
  var blue: UInt8 = 0
  var alpha: UInt8

  var word: UInt32 { Pixel(red: red, green: green, blue: blue, alpha: alpha).word }

  /// Where the format keeps it among the pixels that were met.
  var hash: Int { (Int(red) * 3 + Int(green) * 5 + Int(blue) * 7 + Int(alpha) * 11) % 64 }
}
