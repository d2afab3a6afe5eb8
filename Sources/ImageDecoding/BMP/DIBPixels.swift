private import CLibYUV
internal import Pixels

/// The pixels of a device-independent bitmap that is not run-length coded.
struct DIBPixels {
  private let header: DIBHeader
  /// Rows of `header.rowByteCount` bytes.
  private let rows: FileBytes
  private let width: Int
  private let height: Int

  /// - Parameter height: the picture's rows, which in an ICO are half of what the header says.
  init(_ header: DIBHeader, data: FileBytes, height: Int) throws(DecodingError) {
    // Sides are 65,535 at most, rows 4 bytes a pixel: no overflow.
    guard let rows = data.part(from: 0, count: header.rowByteCount * height) else {
      throw .truncated(header.type)
    }
    self.header = header
    self.rows = rows
    self.height = height
    width = header.width
  }

  /// Draws all pixels, and returns what their fourth bytes are.
  ///
  /// - Parameter withFourthByte: whether the fourth byte may be alpha, which a plain bitmap of 32
  ///   bits says nothing about.
  func draw(
    into bitmap: inout Bitmap, withFourthByte: Bool = false
  ) throws(DecodingError) -> Decoded.Alpha {
    switch header.bitsPerPixel {
    case 1...8: try drawPalette(into: &bitmap)
    case 24: drawColor(into: &bitmap)
    default:
      let fields = Fields(
        header.masks, alpha: withFourthByte && header.coding == .plain ? 0xFF00_0000 : nil)
      drawFields(fields, into: &bitmap)
      if fields.hasAlpha { return .straight }
    }
    return .opaque
  }

  /// Where `row` of the picture begins in the data.
  private func start(ofRow row: Int) -> Int {
    (header.isTopDown ? row : height - 1 - row) * header.rowByteCount
  }

  private func drawPalette(into bitmap: inout Bitmap) throws(DecodingError) {
    let bits = header.bitsPerPixel
    let perByte = 8 / bits
    let mask = UInt8((1 << bits) - 1)
    try unsafe bitmap.withUnsafeMutableBytes { (bytes) throws(DecodingError) in
      let pixels = unsafe bytes.bindMemory(to: UInt32.self)
      for row in 0..<height {
        let source = start(ofRow: row)
        for column in 0..<width {
          let byte = unsafe rows.raw[source + column / perByte]
          let shift = UInt8(8 - bits - column % perByte * bits)
          let index = Int(byte >> shift & mask)
          guard index < header.palette.count else {
            throw .corrupt(header.type, "a pixel has a color that its palette lacks")
          }
          unsafe pixels[row * width + column] = header.palette[index].word
        }
      }
    }
  }

  private func drawColor(into bitmap: inout Bitmap) {
    let target = bitmap.rowStride
    unsafe bitmap.withUnsafeMutableBytes { bytes in
      let pixels = unsafe bytes.bindMemory(to: UInt8.self).baseAddress
      let source = unsafe rows.raw.bindMemory(to: UInt8.self).baseAddress
      // libyuv reads from the last row up when the height is negative.
      _ = unsafe RGB24ToARGB(
        source, Int32(header.rowByteCount), pixels, Int32(target), Int32(width),
        Int32(header.isTopDown ? height : -height))
    }
  }

  private func drawFields(_ fields: Fields, into bitmap: inout Bitmap) {
    let size = header.bitsPerPixel / 8
    unsafe bitmap.withUnsafeMutableBytes { bytes in
      let pixels = unsafe bytes.bindMemory(to: UInt32.self)
      for row in 0..<height {
        let source = start(ofRow: row)
        for column in 0..<width {
          let offset = source + column * size
          let word =
            unsafe size == 2
            ? UInt32(rows.raw.loadUnaligned(fromByteOffset: offset, as: UInt16.self).littleEndian)
            : rows.raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian
          unsafe pixels[row * width + column] = fields.pixel(word)
        }
      }
    }
  }
}

/// Takes the channels out of a pixel by their masks.
private struct Fields {
  private struct Field {
    let mask: UInt32
    let shift: UInt32
    let maximum: UInt64

    init(_ mask: UInt32) {
      self.mask = mask
      shift = mask == 0 ? 0 : UInt32(mask.trailingZeroBitCount)
      maximum = UInt64(mask >> shift)
    }

    func value(_ word: UInt32) -> UInt8 {
      maximum == 0 ? 0 : UInt8((UInt64((word & mask) >> shift) * 255 + maximum / 2) / maximum)
    }
  }

  private let red: Field
  private let green: Field
  private let blue: Field
  private let alpha: Field
  let hasAlpha: Bool
  /// The masks are where our own channels are, so that a word needs no work.
  private let isOurs: Bool

  /// - Parameter alpha: stands for the fourth mask.
  init(_ masks: [UInt32], alpha override: UInt32?) {
    (red, green, blue) = (Field(masks[0]), Field(masks[1]), Field(masks[2]))
    alpha = Field(override ?? masks[3])
    hasAlpha = alpha.mask != 0
    isOurs =
      masks[0] == 0xFF_0000 && masks[1] == 0xFF00 && masks[2] == 0xFF
      && (!hasAlpha || alpha.mask == 0xFF00_0000)
  }

  func pixel(_ word: UInt32) -> UInt32 {
    if isOurs { return hasAlpha ? word : word | 0xFF00_0000 }
    return Pixel(
      red: red.value(word), green: green.value(word), blue: blue.value(word),
      alpha: hasAlpha ? alpha.value(word) : 255
    ).word
  }
}
