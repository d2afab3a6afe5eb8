package import ShmChannel

/// Writes display rows as pixels of a window.
///
/// A byte of colour becomes the nearest value that its mask has room for. What each byte of each
/// colour contributes to a pixel, in the byte order of the window, stands in a table, so that masks
/// and orders do not differ in what a pixel costs.
package struct RowEncoder: Sendable {
  package let format: WindowFormat

  /// For each byte of blue, green and red, one behind the other.
  private let contributions: [UInt32]

  /// `bits_per_pixel` that there is a way to write.
  static let pixelBitCounts: Set = [16, 32]

  /// An encoder for windows of that format.
  package init(_ format: WindowFormat) {
    self.format = format
    let (masks, opacity) = (format.masks, format.opacity)
    contributions = [masks.blue, masks.green, masks.red].flatMap { mask in
      (0...UInt8.max).map { Self.stored(PixelMasks.bits($0, in: mask) | opacity, as: format) }
    }
  }

  /// The number whose lowest bytes are what stands in memory.
  private static func stored(_ pixel: UInt32, as format: WindowFormat) -> UInt32 {
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
  package func encode(
    _ part: PixelRect, of rows: RawSpan, layout: FrameLayout,
    to output: inout MutableRawSpan, rowStride: Int, at place: (x: Int, y: Int)
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
        for row in 0..<part.height {
          let offset = (place.y + row) * rowStride + place.x * format.pixelByteCount
          unsafe encode(source.at(x: part.x, y: part.y + row), part.width, to: start + offset)
        }
      }
    }
  }

  private func encode(
    _ row: UnsafePointer<UInt32>, _ count: Int, to output: UnsafeMutableRawPointer
  ) {
    if format.takesDisplayRows {
      let byteCount = count * format.pixelByteCount
      return unsafe output.copyMemory(from: row, byteCount: byteCount)
    }
    unsafe contributions.withUnsafeBufferPointer { table in
      guard let table = table.baseAddress else { return }
      switch format.pixelByteCount {
      case 2: unsafe Self.encode(row, count, table, to: output, as: UInt16.self)
      default: unsafe Self.encode(row, count, table, to: output, as: UInt32.self)
      }
    }
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
}
