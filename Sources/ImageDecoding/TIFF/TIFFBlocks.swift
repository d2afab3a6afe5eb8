internal import Pixels

/// Reads the strips or tiles of a page, and lends what is in them row by row.
struct TIFFBlocks {
  /// A row of a strip or a tile, as far as it is in the picture.
  struct Row {
    let y: Int
    let columns: Range<Int>
    /// Where it begins in the block's memory; in that of each plane.
    fileprivate let offset: Int
    fileprivate let planeByteCount: Int
    /// The samples of a pixel that count.
    let used: [Int]
  }

  let layout: TIFFLayout
  private let across: Int
  private let down: Int

  init(_ layout: TIFFLayout, _ limits: DecodingLimits) throws(DecodingError) {
    let blocks = layout.blocks
    try limits.check(
      width: blocks.width, height: blocks.height, of: .tiff, maxSide: ImageType.longestSide + 1)
    self.layout = layout
    across = (layout.size.width + blocks.width - 1) / blocks.width
    down = (layout.size.height + blocks.height - 1) / blocks.height
  }

  /// How many strips or tiles the page needs.
  var count: Int { across * down * (layout.isPlanar ? layout.sampleCount : 1) }

  func forEachRow(
    of tiff: borrowing TIFFFile, _ body: (Row, borrowing TIFFMemory) -> Void
  ) throws(DecodingError) {
    let used = layout.usedSamples
    guard (used.max() ?? 0) < layout.sampleCount else {
      throw .corrupt(.tiff, "its pixels have too few samples")
    }
    let planeCount = layout.isPlanar ? used.count : 1
    let memory = try TIFFMemory(
      byteCount: planeCount * layout.blocks.height * layout.blockRowByteCount)
    for row in 0..<down {
      for column in 0..<across {
        let area = area(row, column)
        let rowCount = layout.blocks.areTiles ? layout.blocks.height : area.height
        let byteCount = rowCount * layout.blockRowByteCount
        for plane in 0..<planeCount {
          let number = ((layout.isPlanar ? used[plane] : 0) * down + row) * across + column
          try unsafe tiff.readBlock(
            number, isTile: layout.blocks.areTiles,
            into: memory.part(from: plane * byteCount, count: byteCount))
        }
        for row in 0..<area.height {
          let row = Row(
            y: area.y + row, columns: area.x..<area.maxX, offset: row * layout.blockRowByteCount,
            planeByteCount: byteCount, used: used)
          body(row, memory)
        }
      }
    }
  }

  /// The part of the picture that a block shows.
  private func area(_ row: Int, _ column: Int) -> PixelRect {
    PixelRect(
      x: column * layout.blocks.width, y: row * layout.blocks.height,
      width: layout.blocks.width, height: layout.blocks.height
    ).intersection(layout.size)
  }

  /// Where a row's first sample of each kind is: side by side, or each in a plane of its own.
  func samples<Sample>(
    of row: Row, in memory: borrowing TIFFMemory, as type: Sample.Type
  ) -> [UnsafePointer<Sample>] {
    var samples: [UnsafePointer<Sample>] = unsafe []
    for (index, sample) in row.used.enumerated() {
      unsafe samples.append(
        layout.isPlanar
          ? memory.sample(0, at: index * row.planeByteCount + row.offset, of: type)
          : memory.sample(sample, at: row.offset, of: type))
    }
    return unsafe samples
  }

  /// Samples that are packed, the highest bit first, each by itself: all of the first kind, then
  /// the next. Those of a row follow one another without a gap.
  func packedSamples<Sample: FixedWidthInteger>(
    of row: Row, in memory: borrowing TIFFMemory, as _: Sample.Type
  ) -> [Sample] {
    let (depth, step) = (layout.depth, layout.samplesPerBlock)
    let highest = 1 << depth - 1
    var wide: [Sample] = []
    wide.reserveCapacity(row.used.count * row.columns.count)
    for (index, sample) in row.used.enumerated() {
      let start = layout.isPlanar ? index * row.planeByteCount + row.offset : row.offset
      let first = layout.isPlanar ? 0 : sample
      let bytes = unsafe memory.sample(0, at: start, of: UInt8.self)
      for column in 0..<row.columns.count {
        let bit = (column * step + first) * depth
        let last = bit + depth - 1
        var word = 0
        for byte in (bit / 8)...(last / 8) { unsafe word = word << 8 | Int(bytes[byte]) }
        wide.append(Sample(word >> (7 - last % 8) & highest))
      }
    }
    return wide
  }
}
