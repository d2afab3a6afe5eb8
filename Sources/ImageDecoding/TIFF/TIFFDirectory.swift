/// The first directory of a TIFF file, or of an EXIF block, which is one (TIFF 6.0, section 2).
struct TIFFDirectory {
  /// Tags by their number in TIFF 6.0.
  enum Tag: Int {
    case width = 256
    case height = 257
    case bitsPerSample = 258
    case photometric = 262
    case stripOffsets = 273
    case orientation = 274
    case samplesPerPixel = 277
    case stripByteCounts = 279
    case planarConfiguration = 284
    case tileOffsets = 324
    case tileByteCounts = 325
    case inkSet = 332
    case extraSamples = 338
    case sampleFormat = 339
  }

  private let bytes: FileBytes
  private let order: FileBytes.ByteOrder
  private let isBig: Bool
  private let start: Int
  private let entryCount: Int

  /// Nil when the header is not TIFF's, or the directory does not lie within the bytes.
  init?(_ bytes: FileBytes) {
    switch (bytes[0], bytes[1]) {
    case (0x49, 0x49): order = .little
    case (0x4D, 0x4D): order = .big
    default: return nil
    }
    let version = bytes.u16(2, order)
    guard version == 42 || version == 43 else { return nil }
    isBig = version == 43
    let offset = isBig ? bytes.u64(8, order) : bytes.u32(4, order)
    guard let offset, offset < bytes.count,
      let count = isBig ? bytes.u64(offset, order) : bytes.u16(offset, order),
      count <= 65_535
    else { return nil }
    self.bytes = bytes
    start = offset + (isBig ? 8 : 2)
    entryCount = count
    guard bytes.part(from: start, count: count * (isBig ? 20 : 12)) != nil else { return nil }
  }

  /// The tag's first value.
  func first(_ tag: Tag) -> Int? {
    values(tag, limit: 1).first
  }

  /// The tag's values, of the integer types; none when it is not there, or lies outside.
  func values(_ tag: Tag, limit: Int = .max) -> [Int] {
    let entrySize = isBig ? 20 : 12
    for index in 0..<entryCount {
      let entry = start + index * entrySize
      if bytes.u16(entry, order) == tag.rawValue { return values(at: entry, limit: limit) }
    }
    return []
  }

  /// Whether everything that the directory points to lies within the bytes.
  var isComplete: Bool {
    let entrySize = isBig ? 20 : 12
    return (0..<entryCount).allSatisfy { index in
      let entry = start + index * entrySize
      guard let type = bytes.u16(entry + 2, order), let size = Self.sizes[type] else { return true }
      return place(of: entry, size: size) != nil
    }
  }

  private func values(at entry: Int, limit: Int) -> [Int] {
    guard let type = bytes.u16(entry + 2, order), Self.integerTypes.contains(type),
      let size = Self.sizes[type], let (offset, count) = place(of: entry, size: size)
    else { return [] }
    return (0..<min(count, limit)).compactMap { value(at: offset + $0 * size, size: size) }
  }

  /// Where an entry's values stand: in the entry when they fit, else elsewhere; nil outside.
  private func place(of entry: Int, size: Int) -> (offset: Int, count: Int)? {
    let count = isBig ? bytes.u64(entry + 4, order) : bytes.u32(entry + 4, order)
    guard let count, count <= bytes.count / size else { return nil }
    let inline = entry + (isBig ? 12 : 8)
    let isInline = count * size <= (isBig ? 8 : 4)
    let offset = isInline ? inline : isBig ? bytes.u64(inline, order) : bytes.u32(inline, order)
    guard let offset, bytes.part(from: offset, count: count * size) != nil else { return nil }
    return (offset, count)
  }

  private func value(at offset: Int, size: Int) -> Int? {
    switch size {
    case 1: bytes[offset].map(Int.init)
    case 2: bytes.u16(offset, order)
    case 4: bytes.u32(offset, order)
    default: bytes.u64(offset, order)
    }
  }

  /// Bytes a value, by the type's number (TIFF 6.0, page 15; BigTIFF's from 16).
  private static let sizes = [
    1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8,
    17: 8, 18: 8,
  ]
  /// BYTE, SHORT, LONG and LONG8.
  private static let integerTypes: Set<Int> = [1, 3, 4, 16]
}
