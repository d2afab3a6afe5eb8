import CPixels
package import ShmChannel

/// More than eight bits: rows are composed four times, with tones that are moved by quarters of a
/// step, and the sum of the four tells quarters.
///
/// Sums are numbers of 32 bits, of each color ten, blue in the lowest.
extension RowEncoder {
  /// By how much of a step the tones of each of the four rows are moved.
  package static let quarters = [-0.375, -0.125, 0.125, 0.375]

  /// What four rows of white come to.
  private static let most: UInt32 = 4 * 255

  /// Adds a part of display rows to sums, one to a pixel, which lie as the pixels do.
  ///
  /// - Parameter isFirst: whether it is the first of the four, which takes the place of what is
  ///   there.
  package static func add(
    _ part: PixelRect, of rows: UnsafeRawBufferPointer, layout: FrameLayout, isFirst: Bool,
    to sums: UnsafeMutableRawBufferPointer
  ) {
    if part.isEmpty { return }
    precondition(part.intersection(layout.bounds) == part, "\(part) is not in the picture")
    let source = unsafe PixelRows(rows, layout: layout)
    let target = unsafe MutablePixelRows(sums, layout: layout)
    for y in part.y..<part.maxY {
      unsafe add(
        source.at(x: part.x, y: y), part.width, isFirst: isFirst, to: target.at(x: part.x, y: y))
    }
  }

  /// Adds a row.
  static func add(
    _ row: UnsafePointer<UInt32>, _ count: Int, isFirst: Bool,
    to sums: UnsafeMutablePointer<UInt32>
  ) {
    unsafe Kernels.best.add(row, count, isFirst ? 1 : 0, sums)
  }

  /// Writes a part of such sums, at the same place, as pixels of four bytes.
  package func encode(
    _ part: PixelRect, ofSums sums: UnsafeRawBufferPointer, layout: FrameLayout,
    to output: inout MutableRawSpan, rowStride: Int
  ) {
    if part.isEmpty { return }
    precondition(part.intersection(layout.bounds) == part, "\(part) is not in the picture")
    let source = unsafe PixelRows(sums, layout: layout)
    let tables = sumTables()
    unsafe output.withUnsafeMutableBytes { output in
      let rows = unsafe EncodedRows(output, rowStride: rowStride, by: self, pastCaches: false)
      for y in part.y..<part.maxY {
        unsafe rows.write(
          sums: source.at(x: part.x, y: y), tables, count: part.width, x: part.x, y: y)
      }
    }
  }

  /// What a sum of blue, of green and of red contributes to a pixel, one behind the other; nothing
  /// where that is worked out.
  func sumTables() -> [UInt32] {
    precondition(format.isDeep, "no pixels of ten bits")
    if isTenBits { return [] }
    return [format.masks.blue, format.masks.green, format.masks.red].flatMap { mask in
      let highest = UInt64(mask >> mask.trailingZeroBitCount)
      return (0..<1024 as Range<UInt32>).map { sum in
        let steps = UInt64(min(sum, Self.most)) * highest + UInt64(Self.most / 2)
        let value = UInt32(steps / UInt64(Self.most)) << mask.trailingZeroBitCount
        return Self.stored(value | format.opacity, as: format)
      }
    }
  }

  /// Writes a row of sums.
  ///
  /// - Parameter tables: what `sumTables` gives.
  func encode(
    sums: UnsafePointer<UInt32>, _ tables: [UInt32], _ count: Int,
    to output: UnsafeMutableRawPointer, pastCaches: Bool
  ) {
    let words = unsafe output.assumingMemoryBound(to: UInt32.self)
    if isTenBits { return unsafe Kernels.best.sums(sums, count, words, pastCaches ? 1 : 0) }
    for x in 0..<count {
      let sum = unsafe sums[x]
      let (blue, green, red) = (sum & 0x3FF, sum >> 10 & 0x3FF, sum >> 20 & 0x3FF)
      unsafe words[x] =
        tables[Int(blue)] | tables[1024 + Int(green)] | tables[2048 + Int(red)]
    }
  }
}
