/// Where the display rows of a picture go: into a window's display rows, or right away into pixels
/// as the window has them.
enum RowTarget {
  case display(MutablePixelRows)
  case encoded(EncodedRows)

  /// Writes a row, whose first pixel stands there in the window.
  func write(_ row: UnsafePointer<UInt32>, count: Int, x: Int, y: Int) {
    switch self {
    case .display(let rows): unsafe rows.at(x: x, y: y).update(from: row, count: count)
    case .encoded(let rows): unsafe rows.write(row, count: count, x: x, y: y)
    }
  }
}

/// A window's pixels in lent memory, for writing by display rows; never kept beyond the loan.
@safe struct EncodedRows {
  private let encoder: RowEncoder
  private let start: UnsafeMutableRawPointer
  private let byteCount: Int
  private let rowStride: Int
  private let pastCaches: Bool

  /// - Parameter pastCaches: whether rows may be stored past the caches;
  ///   `cpixels_settle` is due then.
  /// - Precondition: `bytes` are aligned to a pixel.
  init(
    _ bytes: UnsafeMutableRawBufferPointer, rowStride: Int, by encoder: RowEncoder,
    pastCaches: Bool
  ) {
    guard let start = bytes.baseAddress else { preconditionFailure("no pixels") }
    unsafe self.start = start
    (self.encoder, self.rowStride, byteCount) = (encoder, rowStride, bytes.count)
    self.pastCaches = pastCaches
  }

  /// Writes a row, whose first pixel stands there in the window.
  func write(_ row: UnsafePointer<UInt32>, count: Int, x: Int, y: Int) {
    unsafe encoder.encode(
      row, count, to: place(of: count, x: x, y: y), at: (x, y), pastCaches: pastCaches)
  }

  /// Writes a row of a frame's pixels of three bytes, if they need not be display pixels before.
  ///
  /// - Returns: whether it is written.
  func write(
    _ triples: UnsafePointer<UInt8>, _ order: ByteTriples, count: Int, x: Int, y: Int
  ) -> Bool {
    unsafe encoder.encode(
      triples, order, count, to: place(of: count, x: x, y: y), at: (x, y), pastCaches: pastCaches)
  }

  /// Writes a row of sums (`RowEncoder+Quarters.swift`), for which the encoder has those tables.
  func write(sums: UnsafePointer<UInt32>, _ tables: [UInt32], count: Int, x: Int, y: Int) {
    unsafe encoder.encode(
      sums: sums, tables, count, to: place(of: count, x: x, y: y), pastCaches: pastCaches)
  }

  private func place(of count: Int, x: Int, y: Int) -> UnsafeMutableRawPointer {
    let size = encoder.format.pixelByteCount
    let offset = y * rowStride + x * size
    precondition(
      x >= 0 && y >= 0 && (x + count) * size <= rowStride && offset + count * size <= byteCount,
      "\(byteCount) bytes have no room for \(count) pixels at \(x),\(y)")
    return unsafe start + offset
  }

  /// Fills a part of the window with a color.
  func fill(_ part: PixelRect, with colour: UInt32) {
    let row = RowBuffer(count: part.width)
    unsafe row.pixels.update(repeating: colour, count: part.width)
    for y in part.y..<part.maxY {
      unsafe write(row.pixels, count: part.width, x: part.x, y: y)
    }
  }
}
