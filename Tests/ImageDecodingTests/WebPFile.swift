import Pixels

/// A WebP animation that a test makes; each frame has one colour.
struct WebPFile {
  var size: (width: Int, height: Int)
  var frames: [ModelFrame]
  var loopCount = 0
  /// Chunks behind the frames.
  var metadata: [UInt8] = []

  var bytes: [UInt8] {
    var header = ByteWriter()
    header.u32(metadata.isEmpty ? 0x12 : 0x1A)  // animation, alpha, EXIF (RFC 9649, 2.7.1)
    header.u24(size.width - 1, size.height - 1)
    var control = ByteWriter()
    control.u32(0xFFFF_FFFF)  // a background that no browser shows
    control.u16(loopCount)
    var body = ByteWriter()
    body.text("WEBP")
    body.raw(webpChunk("VP8X", header.bytes) + webpChunk("ANIM", control.bytes))
    for frame in frames { body.raw(webpChunk("ANMF", content(of: frame))) }
    body.raw(metadata)
    return webpChunk("RIFF", body.bytes)
  }

  private func content(of frame: ModelFrame) -> [UInt8] {
    let area = frame.area
    var content = ByteWriter()
    content.u24(area.x / 2, area.y / 2, area.width - 1, area.height - 1, frame.delay)
    content.u8((frame.isBlended ? 0 : 2) | (frame.disposal == .clear ? 1 : 0))
    let data = vp8l(frame.pixels.first ?? 0, width: area.width, height: area.height)
    return content.bytes + webpChunk("VP8L", data)
  }
}

/// A RIFF chunk, filled up to an even number of bytes.
func webpChunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
  var chunk = ByteWriter()
  chunk.text(name)
  chunk.u32(content.count)
  chunk.raw(content + [UInt8](repeating: 0, count: content.count % 2))
  return chunk.bytes
}

/// A lossless picture of one colour (RFC 9649, 3): each channel's code has one symbol, of no bits.
func vp8l(_ color: UInt32, width: Int, height: Int) -> [UInt8] {
  var bits: [Bool] = []
  func append(_ value: UInt32, _ count: Int) {
    bits += (0..<count).map { value >> UInt32($0) & 1 == 1 }
  }
  append(UInt32(width - 1), 14)
  append(UInt32(height - 1), 14)
  append(1, 1)  // alpha is used
  append(0, 3 + 1 + 1 + 1)  // version; no transform, no colour cache, one group of codes
  for symbol in [color >> 8 & 255, color >> 16 & 255, color & 255, color >> 24, 0] {
    append(0b101, 3)  // a simple code, of one symbol, which has eight bits
    append(symbol, 8)
  }
  bits += [Bool](repeating: false, count: (8 - bits.count % 8) % 8)
  return [0x2F]
    + stride(from: 0, to: bits.count, by: 8).map { start in
      (0..<8).reduce(0) { $0 | (bits[start + $1] ? 1 << UInt8($1) : 0) }
    }
}
