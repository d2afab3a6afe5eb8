internal import Pixels

/// TGA: palette, color and gray, plain and run-length coded.
struct TGADecoder {
  private let file: FileBytes
  private let header: TGAHeader
  private let alpha: Decoded.Alpha
  private let palette: [Pixel]

  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    guard let header = TGAHeader(file) else { throw .corrupt(.tga, "its header makes no sense") }
    try limits.check(width: header.width, height: header.height, of: .tga)
    let decoder = try TGADecoder(file, header)
    var bitmap = try makeBitmap(width: header.width, height: header.height)
    try decoder.decodePixels(into: &bitmap)
    var decoded = Decoded(bitmap, alpha: decoder.alpha)
    decoded.ignoresEmptyAlpha = true
    return decoded
  }

  private init(_ file: FileBytes, _ header: TGAHeader) throws(DecodingError) {
    self.file = file
    self.header = header
    alpha = Self.alpha(file, header)
    let size = (header.paletteBits + 7) / 8
    guard let entries = file.part(from: header.paletteOffset, count: header.paletteCount * size)
    else { throw .truncated(.tga) }
    palette = (0..<header.paletteCount).map {
      unsafe Self.pixel(entries.raw, at: $0 * size, bits: header.paletteBits)
    }
  }

  /// What the fourth channel is, by the extension area (field 24, attributes type).
  private static func alpha(_ file: FileBytes, _ header: TGAHeader) -> Decoded.Alpha {
    let footer = file.count - 26
    guard file.has("TRUEVISION-XFILE", at: footer + 8),
      let area = file.u32(footer, .little), area > 0, let kind = file[area + 494]
    else { return header.mayHaveAlpha ? .straight : .unused }
    return kind == 3 ? .straight : kind == 4 ? .premultiplied : .unused
  }

  /// A pixel of 15, 16, 24 or 32 bits, or a gray one of 8.
  private static func pixel(
    _ bytes: UnsafeRawBufferPointer, at offset: Int, bits: Int
  ) -> Pixel {
    switch bits {
    case 8: return unsafe Pixel(red: bytes[offset], green: bytes[offset], blue: bytes[offset])
    case 24, 32:
      let alpha = unsafe bits == 32 ? bytes[offset + 3] : 255
      return unsafe Pixel(
        red: bytes[offset + 2], green: bytes[offset + 1], blue: bytes[offset], alpha: alpha)
    default:
      let word = unsafe UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8
      func channel(_ shift: UInt32) -> UInt8 { UInt8(((word >> shift & 31) * 255 + 15) / 31) }
      return Pixel(
        red: channel(10), green: channel(5), blue: channel(0),
        alpha: bits == 16 && word & 0x8000 == 0 ? 0 : 255)
    }
  }

  private func pixel(at offset: Int) throws(DecodingError) -> Pixel {
    switch header.coding {
    case .color: return unsafe Self.pixel(file.raw, at: offset, bits: header.bitsPerPixel)
    case .gray:
      let gray = unsafe file.raw[offset]
      let alpha = unsafe header.bitsPerPixel == 16 ? file.raw[offset + 1] : 255
      return Pixel(red: gray, green: gray, blue: gray, alpha: alpha)
    case .palette:
      let high = unsafe header.bitsPerPixel == 16 ? Int(file.raw[offset + 1]) << 8 : 0
      let index = unsafe Int(file.raw[offset]) + high - header.paletteStart
      guard palette.indices.contains(index) else {
        throw .corrupt(.tga, "a pixel has a color that its palette lacks")
      }
      return palette[index]
    }
  }

  private func decodePixels(into bitmap: inout Bitmap) throws(DecodingError) {
    var placer = TGAPlacer(header)
    var packets = TGAPackets(of: file, header)
    let size = header.bytesPerPixel
    try unsafe bitmap.withUnsafeMutableBytes { (bytes) throws(DecodingError) in
      let pixels = unsafe bytes.bindMemory(to: UInt32.self)
      while let packet = try packets.next() {
        var offset = packet.offset
        for _ in 0..<packet.count {
          unsafe pixels[placer.next()] = try pixel(at: offset).word
          if !packet.isRun { offset += size }
        }
      }
    }
  }
}

/// Where in a picture the pixels of a TGA file go, one after the other.
private struct TGAPlacer {
  private let header: TGAHeader
  private var row = 0
  private var column = 0

  init(_ header: TGAHeader) { self.header = header }

  mutating func next() -> Int {
    let y = header.isTopDown ? row : header.height - 1 - row
    let x = header.isRightToLeft ? header.width - 1 - column : column
    column += 1
    if column == header.width {
      column = 0
      row += 1
    }
    return y * header.width + x
  }
}
