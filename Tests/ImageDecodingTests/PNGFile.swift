import Pixels

/// A PNG animation that a test makes: 8-bit RGBA, uncompressed.
struct PNGFile {
  var size: (width: Int, height: Int)
  var frames: [ModelFrame]
  var loopCount = 0
  /// What `acTL` says; nil: the number of frames.
  var announcedCount: Int?
  /// A picture in front of the frames, for those who know no animation; nil: the first frame is it.
  var still: [UInt32]?
  /// Chunks in front of the pixels, behind `acTL`.
  var metadata: [UInt8] = []
  /// In how many chunks each frame's data comes.
  var chunksPerFrame = 1
  /// Milliseconds are told as this many parts of a second.
  var denominator = 1000

  var bytes: [UInt8] {
    var control = ByteWriter()
    control.u32(announcedCount ?? frames.count, loopCount, big: true)
    var png = ByteWriter()
    png.raw(pngHead(width: size.width, height: size.height))
    png.raw(pngChunk("acTL", control.bytes) + metadata)
    if let still { png.raw(pngChunk("IDAT", pngData(still, width: size.width))) }
    var sequence = 0
    for (index, frame) in frames.enumerated() {
      png.raw(controlChunk(frame, &sequence))
      let data = pngData(frame.pixels, width: frame.area.width)
      let step = max(1, (data.count + chunksPerFrame - 1) / chunksPerFrame)
      for start in stride(from: 0, to: data.count, by: step) {
        let part = Array(data[start..<min(start + step, data.count)])
        let isPlain = index == 0 && still == nil
        png.raw(isPlain ? pngChunk("IDAT", part) : frameDataChunk(part, &sequence))
      }
    }
    png.raw(pngChunk("IEND", []))
    return png.bytes
  }

  private func controlChunk(_ frame: ModelFrame, _ sequence: inout Int) -> [UInt8] {
    var control = ByteWriter()
    control.u32(
      sequence, frame.area.width, frame.area.height, frame.area.x, frame.area.y, big: true)
    control.u16(frame.delay, denominator, big: true)
    control.u8(frame.disposal.rawValue, frame.isBlended ? 1 : 0)
    sequence += 1
    return pngChunk("fcTL", control.bytes)
  }

  private func frameDataChunk(_ data: [UInt8], _ sequence: inout Int) -> [UInt8] {
    var chunk = ByteWriter()
    chunk.u32(sequence, big: true)
    chunk.raw(data)
    sequence += 1
    return pngChunk("fdAT", chunk.bytes)
  }
}

/// Pixels as PNG's data: unfiltered rows, in one zlib block that is stored as it is (RFC 1951,
/// 3.2.4).
func pngData(_ pixels: [UInt32], width: Int) -> [UInt8] {
  let rows = stride(from: 0, to: pixels.count, by: width).flatMap { start -> [UInt8] in
    [0]
      + pixels[start..<(start + width)].flatMap { pixel in
        [16, 8, 0, 24].map { UInt8(pixel >> $0 & 255) }
      }
  }
  return zlibStored(rows)
}

/// Bytes as a zlib stream (RFC 1950) of one stored block; at most 65,535 of them.
func zlibStored(_ bytes: [UInt8]) -> [UInt8] {
  var (a, b) = (1, 0)
  for byte in bytes {
    a = (a + Int(byte)) % 65_521
    b = (b + a) % 65_521
  }
  var data = ByteWriter()
  data.u8(0x78, 1, 1)
  data.u16(bytes.count, ~bytes.count)
  data.raw(bytes)
  data.u32(b << 16 | a, big: true)
  return data.bytes
}
