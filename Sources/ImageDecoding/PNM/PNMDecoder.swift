private import CLibYUV
internal import Pixels

/// The netpbm formats: plain and raw, 1 to 16 bits a sample, and PAM with alpha.
struct PNMDecoder {
  private let file: FileBytes
  private let header: PNMHeader
  /// Sample values, as eight bits.
  private let scaled: [UInt8]

  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    let header = try PNMHeader(file)
    try limits.check(width: header.width, height: header.height, of: .pnm)
    let decoder = PNMDecoder(file: file, header: header)
    if !header.isPlain { try decoder.requireAllBytes() }
    var bitmap = try makeBitmap(width: header.width, height: header.height)
    if header.isPlain {
      try decoder.decodePlain(into: &bitmap)
    } else if header.isBitmap {
      decoder.decodeBits(into: &bitmap)
    } else if header.depth == 3, header.maximum == 255 {
      decoder.decodeFast(into: &bitmap)
    } else {
      try decoder.decodeSamples(into: &bitmap)
    }
    return Decoded(bitmap, alpha: header.hasAlpha ? .straight : .opaque)
  }

  private init(file: FileBytes, header: PNMHeader) {
    self.file = file
    self.header = header
    let maximum = header.maximum
    scaled = (0...maximum).map { UInt8(($0 * 255 + maximum / 2) / maximum) }
  }

  private var rowByteCount: Int {
    if header.isBitmap { return (header.width + 7) / 8 }
    return header.width * header.depth * header.bytesPerSample
  }

  private func requireAllBytes() throws(DecodingError) {
    // Sides are 65,535 at most by now, samples 10 bytes a pixel: no overflow.
    guard file.part(from: header.dataOffset, count: rowByteCount * header.height) != nil else {
      throw .truncated(.pnm)
    }
  }

  private func pixel(_ samples: SIMD8<UInt8>) -> Pixel {
    if header.hasInks { return inks(samples) }
    return switch header.depth {
    case 1: Pixel(red: samples[0], green: samples[0], blue: samples[0])
    case 2: Pixel(red: samples[0], green: samples[0], blue: samples[0], alpha: samples[1])
    case 3: Pixel(red: samples[0], green: samples[1], blue: samples[2])
    default: Pixel(red: samples[0], green: samples[1], blue: samples[2], alpha: samples[3])
    }
  }

  private func inks(_ samples: SIMD8<UInt8>) -> Pixel {
    let black = 255 - Int(samples[3])
    func shade(_ ink: Int) -> UInt8 { UInt8(((255 - Int(samples[ink])) * black + 127) / 255) }
    return Pixel(
      red: shade(0), green: shade(1), blue: shade(2), alpha: header.hasAlpha ? samples[4] : 255)
  }

  private func scale(_ value: Int) throws(DecodingError) -> UInt8 {
    guard value < scaled.count else {
      throw .corrupt(.pnm, "a value of \(value), above its highest, \(header.maximum)")
    }
    return scaled[value]
  }

  private func decodePlain(into bitmap: inout Bitmap) throws(DecodingError) {
    var tokens = PNMTokens(file, offset: header.dataOffset - 1)
    try unsafe bitmap.withUnsafeMutableBytes { (bytes) throws(DecodingError) in
      let pixels = unsafe bytes.bindMemory(to: UInt32.self)
      for index in pixels.indices {
        var samples = SIMD8<UInt8>(repeating: 0)
        if header.isBitmap {
          samples[0] = try tokens.bit() == 1 ? 0 : 255
        } else {
          for channel in 0..<header.depth { samples[channel] = try scale(try tokens.number()) }
        }
        unsafe pixels[index] = pixel(samples).word
      }
    }
  }

  /// One bit a pixel, the highest first; 1 is black.
  private func decodeBits(into bitmap: inout Bitmap) {
    let (width, height) = (header.width, header.height)
    unsafe bitmap.withUnsafeMutableBytes { bytes in
      let pixels = unsafe bytes.bindMemory(to: UInt32.self)
      for row in 0..<height {
        let start = header.dataOffset + row * rowByteCount
        for column in 0..<width {
          let bit = unsafe file.raw[start + column / 8] >> UInt8(7 - column % 8) & 1
          unsafe pixels[row * width + column] = bit == 1 ? 0xFF00_0000 : 0xFFFF_FFFF
        }
      }
    }
  }

  private func decodeFast(into bitmap: inout Bitmap) {
    let (stride, width, height) = (bitmap.rowStride, Int32(header.width), Int32(header.height))
    let source = unsafe file.dropping(header.dataOffset).raw.bindMemory(to: UInt8.self).baseAddress
    unsafe bitmap.withUnsafeMutableBytes { bytes in
      _ = unsafe RAWToARGB(
        source, Int32(rowByteCount), bytes.bindMemory(to: UInt8.self).baseAddress, Int32(stride),
        width, height)
    }
  }

  private func decodeSamples(into bitmap: inout Bitmap) throws(DecodingError) {
    var offset = header.dataOffset
    let isWide = header.bytesPerSample == 2
    try unsafe bitmap.withUnsafeMutableBytes { (bytes) throws(DecodingError) in
      let pixels = unsafe bytes.bindMemory(to: UInt32.self)
      for index in pixels.indices {
        var samples = SIMD8<UInt8>(repeating: 0)
        for channel in 0..<header.depth {
          let high = unsafe Int(file.raw[offset])
          let value = unsafe isWide ? high << 8 | Int(file.raw[offset + 1]) : high
          samples[channel] = try scale(value)
          offset += isWide ? 2 : 1
        }
        unsafe pixels[index] = pixel(samples).word
      }
    }
  }
}
