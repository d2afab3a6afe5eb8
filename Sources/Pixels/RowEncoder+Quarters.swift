package import ShmChannel

/// More than eight bits: rows are composed four times, with tones that are moved by quarters of a
/// step, and the sum of the four tells quarters.
extension RowEncoder {
  /// By how much of a step the tones of each of the four rows are moved.
  package static let quarters = [-0.375, -0.125, 0.125, 0.375]

  /// What four rows of white come to.
  private static let most: UInt32 = 4 * 255

  /// Adds a part of display rows to sums, one to a pixel, which lie as the pixels do: of each colour
  /// ten bits, blue in the lowest.
  ///
  /// - Parameter isFirst: whether it is the first of the four, which takes the place of what is
  ///   there.
  package static func add(
    _ part: PixelRect, of rows: UnsafeRawBufferPointer, layout: FrameLayout, isFirst: Bool,
    to sums: UnsafeMutableRawBufferPointer
  ) {
    precondition(part.intersection(layout.bounds) == part, "\(part) is not in the picture")
    precondition(
      rows.count >= layout.byteCount && sums.count >= layout.byteCount,
      "\(sums.count) bytes have no room for \(layout)")
    let rows = unsafe rows.bindMemory(to: UInt32.self)
    let sums = unsafe sums.bindMemory(to: UInt32.self)
    let kept: UInt32 = isFirst ? 0 : .max
    for y in part.y..<part.maxY {
      for index in y * layout.width + part.x..<y * layout.width + part.maxX {
        let pixel = unsafe rows[index]
        let spread = pixel & 0xFF | (pixel & 0xFF00) << 2 | (pixel & 0xFF_0000) << 4
        unsafe sums[index] = sums[index] & kept &+ spread
      }
    }
  }

  /// Writes a part of such sums, at the same place, as pixels of four bytes.
  package func encode(
    _ part: PixelRect, ofSums sums: UnsafeRawBufferPointer, layout: FrameLayout,
    to output: inout MutableRawSpan, rowStride: Int
  ) {
    precondition(format.pixelByteCount == 4 && rowStride * part.maxY <= output.byteCount)
    precondition(part.intersection(layout.bounds) == part && sums.count >= layout.byteCount)
    let masks = format.masks
    let tables = [masks.blue, masks.green, masks.red].map { mask -> [UInt32] in
      let highest = mask >> mask.trailingZeroBitCount
      return (0..<1024 as Range<UInt32>).map { sum in
        let value = (min(sum, Self.most) * highest + Self.most / 2) / Self.most
        return stored(value << mask.trailingZeroBitCount)
      }
    }
    let (blue, green, red, opacity) = (tables[0], tables[1], tables[2], stored(format.opacity))
    let sums = unsafe sums.bindMemory(to: UInt32.self)
    unsafe output.withUnsafeMutableBytes { output in
      for y in part.y..<part.maxY {
        for x in part.x..<part.maxX {
          let sum = unsafe sums[y * layout.width + x]
          let pixel =
            blue[Int(sum & 0x3FF)] | green[Int(sum >> 10 & 0x3FF)] | red[Int(sum >> 20 & 0x3FF)]
          unsafe output.storeBytes(
            of: pixel | opacity, toByteOffset: y * rowStride + x * 4, as: UInt32.self)
        }
      }
    }
  }

  private func stored(_ pixel: UInt32) -> UInt32 {
    format.byteOrder == .leastSignificantFirst ? pixel : pixel.byteSwapped
  }
}
