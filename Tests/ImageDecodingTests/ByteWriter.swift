import TestSupport

/// Builds the files that tests write by hand.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func u8(_ values: Int...) { bytes += values.map { UInt8(truncatingIfNeeded: $0) } }
  mutating func u16(_ values: Int..., big: Bool = false) {
    for value in values { number(value, size: 2, big: big) }
  }
  mutating func u24(_ values: Int...) {
    for value in values { number(value, size: 3, big: false) }
  }
  mutating func u32(_ values: Int..., big: Bool = false) {
    for value in values { number(value, size: 4, big: big) }
  }
  mutating func text(_ text: String) { bytes += Array(text.utf8) }
  mutating func raw(_ more: [UInt8]) { bytes += more }

  private mutating func number(_ value: Int, size: Int, big: Bool) {
    let little = (0..<size).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    bytes += big ? little.reversed() : little
  }
}

/// An EXIF block with nothing but an orientation.
func exifBlock(orientation: Int, big: Bool) -> [UInt8] {
  var exif = ByteWriter()
  exif.text(big ? "MM" : "II")
  exif.u16(42, big: big)
  exif.u32(8, big: big)
  exif.u16(1, big: big)
  exif.u16(0x0112, 3, big: big)
  exif.u32(1, big: big)
  exif.u16(orientation, 0, big: big)
  exif.u32(0, big: big)
  return exif.bytes
}

/// A PNG chunk with its checksum.
func pngChunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
  var chunk = ByteWriter()
  chunk.u32(data.count, big: true)
  let body = Array(name.utf8) + data
  chunk.raw(body)
  var crc: UInt32 = 0xFFFF_FFFF
  for byte in body {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
  chunk.u32(Int(~crc), big: true)
  return chunk.bytes
}

/// The head of a PNG of that size, as far as its first data.
func pngHead(width: Int, height: Int) -> [UInt8] {
  var header = ByteWriter()
  header.u32(width, height, big: true)
  header.u8(8, 6, 0, 0, 0)
  return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + pngChunk("IHDR", header.bytes)
}

/// A TIFF of one uncompressed strip in front of, or behind, its directory.
func tiffFile(
  _ picture: Picture, orientation: Int, big: Bool = false, directoryFirst: Bool = false
) -> [UInt8] {
  let pixels = picture.pixels.flatMap {
    [UInt8($0 >> 16 & 255), UInt8($0 >> 8 & 255), UInt8($0 & 255)]
  }
  let entries: [(tag: Int, value: Int)] = [
    (256, picture.width), (257, picture.height), (258, 8), (259, 1), (262, 2), (273, 0),
    (274, orientation), (277, 3), (278, picture.height), (279, pixels.count),
  ]
  let directorySize = 2 + entries.count * 12 + 4
  let directoryOffset = directoryFirst ? 8 : 8 + pixels.count
  var file = ByteWriter()
  file.text(big ? "MM" : "II")
  file.u16(42, big: big)
  file.u32(directoryOffset, big: big)
  if !directoryFirst { file.raw(pixels) }
  file.u16(entries.count, big: big)
  for (tag, value) in entries {
    file.u16(tag, 4, big: big)
    file.u32(1, tag == 273 ? (directoryFirst ? 8 + directorySize : 8) : value, big: big)
  }
  file.u32(0, big: big)
  if directoryFirst { file.raw(pixels) }
  return file.bytes
}

/// A TIFF of one uncompressed strip, with these tags beside those of its layout.
func tiffFile(
  width: Int, height: Int, samples: [(tag: Int, value: Int)], data: [UInt8], big: Bool = false
) -> [UInt8] {
  let layout = [
    (256, width), (257, height), (259, 1), (273, 8), (278, height), (279, data.count),
  ].filter { entry in !samples.contains { $0.tag == entry.0 } }
  let entries = (layout + samples).sorted { $0.0 < $1.0 }
  var file = ByteWriter()
  file.text(big ? "MM" : "II")
  file.u16(42, big: big)
  file.u32(8 + data.count, big: big)
  file.raw(data)
  file.u16(entries.count, big: big)
  for (tag, value) in entries {
    file.u16(tag, 4, big: big)
    file.u32(1, value, big: big)
  }
  file.u32(0, big: big)
  return file.bytes
}

/// A GIF whose codes are all of one size: each index as itself, with a clear code often enough.
func gifFile(width: Int, height: Int, screen: (Int, Int)? = nil, indices: [UInt8]) -> [UInt8] {
  var gif = ByteWriter()
  gif.text("GIF89a")
  gif.u16(screen?.0 ?? width, screen?.1 ?? height)
  gif.u8(0x80, 0, 0, 255, 0, 0, 0, 0, 255)  // two colours: red, blue
  gif.u8(0x2C)
  gif.u16(0, 0, width, height)
  gif.u8(0, 7)
  gif.raw(gifData(indices))
  gif.u8(0x3B)
  return gif.bytes
}

/// Indices below 128 as GIF's sub-blocks, for a code size of 7.
func gifData(_ indices: [UInt8]) -> [UInt8] {
  let codes = indices.enumerated().flatMap { $0 % 100 == 0 ? [128, Int($1)] : [Int($1)] } + [129]
  var data: [UInt8] = []
  var (bits, count) = (0, 0)
  for code in codes {
    bits |= code << count
    count += 8
    data.append(UInt8(bits & 255))
    bits >>= 8
    count -= 8
  }
  var blocks = ByteWriter()
  for start in stride(from: 0, to: data.count, by: 255) {
    let block = data[start..<min(start + 255, data.count)]
    blocks.u8(block.count)
    blocks.raw(Array(block))
  }
  blocks.u8(0)
  return blocks.bytes
}

/// A Windows bitmap: file header, 40-byte header, palette, data.
func bmpFile(
  width: Int, height: Int, bits: Int, compression: Int = 0, palette: [UInt32] = [], data: [UInt8]
) -> [UInt8] {
  var bmp = ByteWriter()
  let offset = 54 + palette.count * 4
  bmp.text("BM")
  bmp.u32(offset + data.count, 0, offset, 40, width, height)
  bmp.u16(1, bits)
  bmp.u32(compression, data.count, 0, 0, palette.count, 0)
  for color in palette { bmp.u32(Int(color & 0xFF_FFFF)) }
  bmp.raw(data)
  return bmp.bytes
}
