internal import Pixels

/// Reads the strips or tiles of a page, and draws what is in them.
struct TIFFBlocks {
  private let layout: TIFFLayout
  private let pixels: TIFFPixels
  private let across: Int
  private let down: Int

  init(_ layout: TIFFLayout, _ limits: DecodingLimits) throws(DecodingError) {
    let blocks = layout.blocks
    try limits.check(
      width: blocks.width, height: blocks.height, of: .tiff, maxSide: ImageType.longestSide + 1)
    self.layout = layout
    pixels = try TIFFPixels(layout)
    across = (layout.size.width + blocks.width - 1) / blocks.width
    down = (layout.size.height + blocks.height - 1) / blocks.height
  }

  /// How many strips or tiles the page needs.
  var count: Int { across * down * (layout.isPlanar ? layout.sampleCount : 1) }

  func draw(_ tiff: borrowing TIFFFile, into target: PixelTarget) throws(DecodingError) {
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
        draw(memory, planeByteCount: byteCount, used, area, into: target)
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

  private func draw(
    _ memory: borrowing TIFFMemory, planeByteCount: Int, _ used: [Int], _ area: PixelRect,
    into target: PixelTarget
  ) {
    for row in 0..<area.height {
      let pixels = unsafe target.pixels(row: area.y + row, columns: area.x..<area.maxX)
      let rowOffset = row * layout.blockRowByteCount
      switch layout.depth {
      case 16:
        unsafe write(samples(memory, rowOffset, planeByteCount, used, UInt16.self), to: pixels)
      case 8:
        unsafe write(samples(memory, rowOffset, planeByteCount, used, UInt8.self), to: pixels)
      default:
        unsafe writeNarrow(memory, rowOffset, planeByteCount, used, to: pixels)
      }
    }
  }

  /// Where a row's first sample of each kind is: side by side, or each in a plane of its own.
  private func samples<Sample>(
    _ memory: borrowing TIFFMemory, _ rowOffset: Int, _ planeByteCount: Int, _ used: [Int],
    _ type: Sample.Type
  ) -> [UnsafePointer<Sample>] {
    var samples: [UnsafePointer<Sample>] = unsafe []
    for (index, sample) in used.enumerated() {
      unsafe samples.append(
        layout.isPlanar
          ? memory.sample(0, at: index * planeByteCount + rowOffset, of: type)
          : memory.sample(sample, at: rowOffset, of: type))
    }
    return unsafe samples
  }

  private func write<Sample: FixedWidthInteger & UnsignedInteger>(
    _ samples: [UnsafePointer<Sample>], to pixels: UnsafeMutableBufferPointer<UInt32>
  ) {
    unsafe self.pixels.write(samples, step: layout.samplesPerBlock, to: pixels)
  }

  /// Samples of fewer than eight bits: those of a row follow one another without a gap.
  private func writeNarrow(
    _ memory: borrowing TIFFMemory, _ rowOffset: Int, _ planeByteCount: Int, _ used: [Int],
    to pixels: UnsafeMutableBufferPointer<UInt32>
  ) {
    let (count, depth, step) = (pixels.count, layout.depth, layout.samplesPerBlock)
    let highest = UInt8(1 << depth - 1)
    var wide: [UInt8] = []
    wide.reserveCapacity(used.count * count)
    for (index, sample) in used.enumerated() {
      let start = layout.isPlanar ? index * planeByteCount + rowOffset : rowOffset
      let first = layout.isPlanar ? 0 : sample
      let bytes = unsafe memory.sample(0, at: start, of: UInt8.self)
      for column in 0..<count {
        let bit = (column * step + first) * depth
        unsafe wide.append(bytes[bit / 8] >> UInt8(8 - depth - bit % 8) & highest)
      }
    }
    unsafe wide.withUnsafeBufferPointer { wide in
      guard let start = wide.baseAddress else { return }
      unsafe self.pixels.write(
        used.indices.map { unsafe start + $0 * count }, step: 1, to: unsafe pixels)
    }
  }
}
