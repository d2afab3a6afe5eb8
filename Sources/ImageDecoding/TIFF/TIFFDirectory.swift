/// A directory of a TIFF file, or of an EXIF block, which is one (TIFF 6.0, section 2).
struct TIFFDirectory {
  /// Tags by their number in TIFF 6.0.
  enum Tag: Int {
    case newSubfileType = 254
    case subfileType = 255
    case width = 256
    case height = 257
    case bitsPerSample = 258
    case compression = 259
    case photometric = 262
    case make = 271
    case model = 272
    case stripOffsets = 273
    case orientation = 274
    case samplesPerPixel = 277
    case rowsPerStrip = 278
    case stripByteCounts = 279
    case planarConfiguration = 284
    case time = 306
    case predictor = 317
    case colorMap = 320
    case tileWidth = 322
    case tileHeight = 323
    case tileOffsets = 324
    case tileByteCounts = 325
    case subdirectories = 330  // Adobe's TIFF technical note 1
    case inkSet = 332
    case extraSamples = 338
    case sampleFormat = 339
    case previewOffset = 513  // TIFF 6.0, section 22: JPEGInterchangeFormat and its length
    case previewByteCount = 514
    case iccProfile = 34_675  // ICC.1:2010, B.3
    case dngVersion = 50_706  // Adobe's DNG specification

    // EXIF 2.32, 4.6.6: those of its directory of places.
    case latitudeReference = 1
    case latitude = 2
    case longitudeReference = 3
    case longitude = 4
    case receiverStatus = 9

    // EXIF 2.32, 4.6.
    case exposureTime = 33_434
    case fNumber = 33_437
    case exifDirectory = 34_665
    case sensitivity = 34_855
    case outputSensitivity = 34_865
    case exposureIndex = 34_866
    case isoSpeed = 34_867
    case placeDirectory = 34_853
    case originalTime = 36_867
    case originalZone = 36_881
    case focalLength = 37_386
    case originalFraction = 37_521
    case lensMake = 42_035
    case lensModel = 42_036
  }

  private let bytes: FileBytes
  let order: FileBytes.ByteOrder
  private let isBig: Bool
  /// Where its entries begin.
  let start: Int
  let entryCount: Int

  /// TIFF's, BigTIFF's, and those of the raw files that are TIFF but for that: Olympus's two, and
  /// Panasonic's.
  private static let versions: Set<Int> = [42, 43, 0x4F52, 0x5352, 0x55]

  /// The first directory; nil when the header is not TIFF's, or it does not lie within the bytes.
  init?(_ bytes: FileBytes) {
    let order: FileBytes.ByteOrder
    switch (bytes[0], bytes[1]) {
    case (0x49, 0x49): order = .little
    case (0x4D, 0x4D): order = .big
    default: return nil
    }
    guard let version = bytes.u16(2, order), Self.versions.contains(version) else { return nil }
    let isBig = version == 43
    let offset = isBig ? bytes.u64(8, order) : bytes.u32(4, order)
    guard let offset else { return nil }
    self.init(bytes, order, isBig: isBig, offset: offset)
  }

  private init?(_ bytes: FileBytes, _ order: FileBytes.ByteOrder, isBig: Bool, offset: Int) {
    guard offset > 0, offset < bytes.count,
      let count = isBig ? bytes.u64(offset, order) : bytes.u16(offset, order),
      count <= 65_535
    else { return nil }
    self.bytes = bytes
    self.order = order
    self.isBig = isBig
    start = offset + (isBig ? 8 : 2)
    entryCount = count
    guard bytes.part(from: start, count: count * (isBig ? 20 : 12)) != nil else { return nil }
  }

  /// The directory behind this one; nil at the end, and where there is none.
  var next: TIFFDirectory? {
    let place = start + entryCount * (isBig ? 20 : 12)
    let offset = isBig ? bytes.u64(place, order) : bytes.u32(place, order)
    return offset.flatMap(directory)
  }

  /// The directories below this one, in their `SubIFDs` tag.
  var children: [TIFFDirectory] {
    values(.subdirectories, limit: 64).compactMap(directory)
  }

  func directory(at offset: Int) -> TIFFDirectory? {
    TIFFDirectory(bytes, order, isBig: isBig, offset: offset)
  }

  /// The tag's first value.
  func first(_ tag: Tag) -> Int? {
    values(tag, limit: 1).first
  }

  /// The tag's values, of the integer types; none when it is not there, or lies outside.
  func values(_ tag: Tag, limit: Int = .max) -> [Int] {
    entry(tag).map { values(at: $0, limit: limit) } ?? []
  }

  private func entry(_ tag: Tag) -> Int? {
    let entries = (0..<entryCount).lazy.map { start + $0 * (isBig ? 20 : 12) }
    return entries.first { bytes.u16($0, order) == tag.rawValue }
  }

  /// What the tag has, whatever it is, as the bytes of the file; nil when it is not there, or lies
  /// outside.
  func data(_ tag: Tag) -> FileBytes? {
    let entrySize = isBig ? 20 : 12
    for index in 0..<entryCount {
      let entry = start + index * entrySize
      guard bytes.u16(entry, order) == tag.rawValue, let type = bytes.u16(entry + 2, order),
        let size = Self.sizes[type], let (offset, count) = place(of: entry, size: size)
      else { continue }
      return bytes.part(from: offset, count: count * size)
    }
    return nil
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

  /// Behind the last byte that it has, or that its entries point to as their values.
  var end: Int {
    let entrySize = isBig ? 20 : 12
    let ownEnd = start + entryCount * entrySize + (isBig ? 8 : 4)
    return (0..<entryCount).reduce(ownEnd) { end, index in
      let entry = start + index * entrySize
      guard let type = bytes.u16(entry + 2, order), let size = Self.sizes[type],
        let (offset, count) = place(of: entry, size: size)
      else { return end }
      return max(end, offset + count * size)
    }
  }

  private func values(at entry: Int, limit: Int) -> [Int] {
    numbers(at: entry).prefix(limit).compactMap(\.self)
  }

  /// The tag's values, of the integer types, each when it is asked for; nil for what is none.
  func numbers(_ tag: Tag) -> some RandomAccessCollection<Int?> {
    numbers(at: entry(tag))
  }

  private func numbers(at entry: Int?) -> LazyMapCollection<Range<Int>, Int?> {
    guard let entry, let type = bytes.u16(entry + 2, order), Self.integerTypes.contains(type),
      let size = Self.sizes[type], let (offset, count) = place(of: entry, size: size)
    else { return (0..<0).lazy.map { _ in nil } }
    return (0..<count).lazy.map { value(at: offset + $0 * size, size: size) }
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
  /// BYTE, SHORT, LONG, IFD, LONG8 and IFD8.
  private static let integerTypes: Set<Int> = [1, 3, 4, 13, 16, 18]
}
