import CPixels
package import ShmChannel

/// Writes display rows as pixels of a window.
///
/// A byte of color becomes the nearest value that its mask has room for. Where masks have fewer
/// than eight bits, the place of a pixel in the window says what is rounded up (ordered dither), so
/// that an area of pixels has the color that none of them has. What each byte of each color
/// contributes to a pixel, in the byte order of the window, stands in a table, so that masks and
/// orders do not differ in what a pixel costs.
package struct RowEncoder: Sendable {
  package let format: WindowFormat

  /// For each byte of blue, green and red, one behind the other; where pixels are dithered, such a
  /// table for each place of the pattern.
  private let contributions: [UInt32]
  private let isDithered: Bool
  /// Whether pixels are those of 30 bits, red in the highest.
  let isTenBits: Bool
  /// How pixels of two bytes are dithered, several at once; nil where a mask has more bits than a
  /// byte.
  private let narrow: cpixels_narrow?

  /// How pixels of which each color is a byte are written several at once; nil for others.
  private let bytes: cpixels_bytes?

  /// Entries of a table.
  private static let tableSize = 3 * 256
  /// How a pattern of 4 by 4 pixels is filled up (Bayer 1973), row by row.
  private static let pattern: [UInt32] = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]

  /// `bits_per_pixel` that there is a way to write.
  static let pixelBitCounts: Set = [16, 32]

  /// An encoder for windows of that format.
  package init(_ format: WindowFormat) {
    self.format = format
    let (masks, opacity) = (format.masks, format.opacity)
    isDithered = masks.areNarrow && format.pixelByteCount == 2
    isTenBits = Self.isTenBits(format)
    narrow = isDithered ? Self.narrow(format) : nil
    bytes = Self.bytes(format)
    let lifts = isDithered ? Self.pattern.map(Self.lift) : [127]
    contributions = lifts.flatMap { lift in
      [masks.blue, masks.green, masks.red].flatMap { mask in
        (0...UInt8.max).map { byte in
          Self.stored(PixelMasks.bits(byte, in: mask, lift: lift) | opacity, as: format)
        }
      }
    }
  }

  /// Whether pixels are those of `TrueColor` of 30 bits, red in the highest.
  private static func isTenBits(_ format: WindowFormat) -> Bool {
    format.pixelByteCount == 4 && format.byteOrder == .leastSignificantFirst && format.depth == 30
      && format.masks == PixelMasks(red: 0x3FF0_0000, green: 0x000F_FC00, blue: 0x0000_03FF)
  }

  private static func bytes(_ format: WindowFormat) -> cpixels_bytes? {
    let masks = [format.masks.blue, format.masks.green, format.masks.red]
    guard format.pixelByteCount == 4,
      masks.allSatisfy({ $0.nonzeroBitCount == 8 && $0.trailingZeroBitCount.isMultiple(of: 8) })
    else { return nil }
    let shifts = masks.map { UInt32(stored($0, as: format).trailingZeroBitCount) }
    return cpixels_bytes(
      shift: (shifts[0], shifts[1], shifts[2]), rest: stored(format.opacity, as: format))
  }

  private static func narrow(_ format: WindowFormat) -> cpixels_narrow? {
    let masks = [format.masks.blue, format.masks.green, format.masks.red]
    guard masks.allSatisfy({ $0.nonzeroBitCount <= 8 }) else { return nil }
    let swaps: Int32 = format.byteOrder == .mostSignificantFirst ? 1 : 0
    return unsafe cpixels_narrow_of(masks, pattern.map(lift), format.opacity, swaps)
  }

  /// How much of a step is rounded up at a place of the pattern, of 255.
  private static func lift(_ place: UInt32) -> UInt32 { (2 * place + 1) * 255 / 32 }

  /// The number whose lowest bytes are what stands in memory.
  static func stored(_ pixel: UInt32, as format: WindowFormat) -> UInt32 {
    switch format.byteOrder {
    case .leastSignificantFirst: pixel
    case .mostSignificantFirst: pixel.byteSwapped >> UInt32(32 - format.pixelByteCount * 8)
    }
  }

  /// Writes a part of a picture.
  ///
  /// - Parameters:
  ///   - part: the pixels, all of them in the picture.
  ///   - rows: the picture's display rows, as `layout` says; their alpha plays no part.
  ///   - output: rows of the window's pixels, `rowStride` bytes apart, aligned to a pixel.
  ///   - place: where the first pixel of the part goes in those.
  ///   - windowPlace: where it is in the window; nil where those are the window's rows.
  package func encode(
    _ part: PixelRect, of rows: RawSpan, layout: FrameLayout,
    to output: inout MutableRawSpan, rowStride: Int, at place: (x: Int, y: Int),
    inWindowAt windowPlace: (x: Int, y: Int)? = nil
  ) {
    if part.isEmpty { return }
    precondition(part.intersection(layout.bounds) == part, "\(part) is not in the picture")
    let end = (place.x + part.width) * format.pixelByteCount
    precondition(
      place.x >= 0 && place.y >= 0 && end <= rowStride
        && (place.y + part.height - 1) * rowStride + end <= output.byteCount,
      "\(output.byteCount) bytes have no room for \(part) at \(place)")
    unsafe rows.withUnsafeBytes { rows in
      unsafe output.withUnsafeMutableBytes { output in
        guard let start = output.baseAddress else { return }
        let source = unsafe PixelRows(rows, layout: layout)
        let (x, y) = windowPlace ?? place
        let pastCaches = Kernels.goesPastCaches(part)
        inBands(part) { band in
          for row in band.y - part.y..<band.maxY - part.y {
            let offset = (place.y + row) * rowStride + place.x * format.pixelByteCount
            unsafe encode(
              source.at(x: part.x, y: part.y + row), part.width, to: start + offset,
              at: (x, y + row), pastCaches: pastCaches)
          }
          cpixels_settle()
        }
      }
    }
  }

  /// Writes a row, whose first pixel stands there in the window.
  ///
  /// - Parameter pastCaches: whether it may be stored past the caches.
  func encode(
    _ row: UnsafePointer<UInt32>, _ count: Int, to output: UnsafeMutableRawPointer,
    at place: (x: Int, y: Int), pastCaches: Bool
  ) {
    if format.takesDisplayRows {
      let byteCount = count * format.pixelByteCount
      return unsafe output.copyMemory(from: row, byteCount: byteCount)
    }
    if isTenBits {
      return unsafe Kernels.best.ten_bits(
        row, count, output.assumingMemoryBound(to: UInt32.self), pastCaches ? 1 : 0)
    }
    if var narrow {
      return unsafe Kernels.best.narrow(
        row, count, &narrow, place.x, place.y, output.assumingMemoryBound(to: UInt16.self),
        pastCaches ? 1 : 0)
    }
    if var bytes {
      return unsafe Kernels.best.bytes(
        row, count, &bytes, output.assumingMemoryBound(to: UInt32.self), pastCaches ? 1 : 0)
    }
    unsafe contributions.withUnsafeBufferPointer { table in
      guard let table = table.baseAddress else { return }
      switch format.pixelByteCount {
      case 2 where isDithered: unsafe Self.dither(row, count, table, to: output, at: place)
      case 2: unsafe Self.encode(row, count, table, to: output, as: UInt16.self)
      default: unsafe Self.encode(row, count, table, to: output, as: UInt32.self)
      }
    }
  }

  /// Writes a row of a frame's pixels of three bytes, without display pixels in between.
  ///
  /// - Returns: whether there is such a way.
  func encode(
    _ triples: UnsafePointer<UInt8>, _ order: ByteTriples, _ count: Int,
    to output: UnsafeMutableRawPointer, at place: (x: Int, y: Int), pastCaches: Bool
  ) -> Bool {
    let (redFirst, past): (CInt, CInt) = (order == .redFirst ? 1 : 0, pastCaches ? 1 : 0)
    if isTenBits, let pack = unsafe Kernels.best.pack_ten_bits {
      unsafe pack(triples, count, redFirst, output.assumingMemoryBound(to: UInt32.self), past)
      return true
    }
    if var narrow, let pack = unsafe Kernels.best.pack_narrow {
      unsafe pack(
        triples, count, redFirst, &narrow, place.x, place.y,
        output.assumingMemoryBound(to: UInt16.self), past)
      return true
    }
    return false
  }

  @inline(__always)
  private static func encode<Word: FixedWidthInteger & UnsignedInteger>(
    _ row: UnsafePointer<UInt32>, _ count: Int, _ table: UnsafePointer<UInt32>,
    to output: UnsafeMutableRawPointer, as type: Word.Type
  ) {
    let words = unsafe output.assumingMemoryBound(to: Word.self)
    var x = 0
    while x < count {
      let pixel = unsafe row[x]
      let blue = unsafe table[Int(pixel & 0xFF)]
      let green = unsafe table[Int(256 &+ (pixel >> 8 & 0xFF))]
      let red = unsafe table[Int(512 &+ (pixel >> 16 & 0xFF))]
      unsafe words[x] = Word(truncatingIfNeeded: blue | green | red)
      x &+= 1
    }
  }

  /// The same for pixels of two bytes, each by the table of its place.
  private static func dither(
    _ row: UnsafePointer<UInt32>, _ count: Int, _ table: UnsafePointer<UInt32>,
    to output: UnsafeMutableRawPointer, at place: (x: Int, y: Int)
  ) {
    let words = unsafe output.assumingMemoryBound(to: UInt16.self)
    let tables = unsafe table + (place.y & 3) * 4 * tableSize
    for x in 0..<count {
      unsafe encode(
        row + x, 1, tables + ((place.x + x) & 3) * tableSize, to: words + x, as: UInt16.self)
    }
  }
}
