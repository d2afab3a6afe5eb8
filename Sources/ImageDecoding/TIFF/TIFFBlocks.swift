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

  func draw(_ tiff: borrowing TIFFFile, into bitmap: inout Bitmap) throws(DecodingError) {
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
        draw(memory, planeByteCount: byteCount, used, area, into: &bitmap)
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
    into bitmap: inout Bitmap
  ) {
    let width = bitmap.width
    unsafe bitmap.withUnsafeMutableBytes { bytes in
      let target = unsafe bytes.bindMemory(to: UInt32.self)
      for row in 0..<area.height {
        let start = (area.y + row) * width + area.x
        let pixels = unsafe UnsafeMutableBufferPointer(
          rebasing: target[start..<(start + area.width)])
        let rowOffset = row * layout.blockRowByteCount
        // A block that is not planar holds all samples of a pixel side by side.
        func samples<Sample>(_ type: Sample.Type) -> [UnsafePointer<Sample>] {
          unsafe used.indices.map { index in
            unsafe layout.isPlanar
              ? memory.sample(0, at: index * planeByteCount + rowOffset, of: type)
              : memory.sample(used[index], at: rowOffset, of: type)
          }
        }
        switch layout.depth {
        case 16: unsafe write(samples(UInt16.self), to: pixels)
        case 8: unsafe write(samples(UInt8.self), to: pixels)
        default: unsafe writeNarrow(samples(UInt8.self), to: pixels)
        }
      }
    }
  }

  private func write<Sample: FixedWidthInteger & UnsignedInteger>(
    _ samples: [UnsafePointer<Sample>], to pixels: UnsafeMutableBufferPointer<UInt32>
  ) {
    unsafe self.pixels.write(samples, step: layout.samplesPerBlock, to: pixels)
  }

  /// Samples of fewer than eight bits have a byte, or a plane, for themselves alone.
  private func writeNarrow(
    _ rows: [UnsafePointer<UInt8>], to pixels: UnsafeMutableBufferPointer<UInt32>
  ) {
    let (count, depth) = (pixels.count, layout.depth)
    let perByte = 8 / depth
    let wide = unsafe rows.flatMap { row in
      (0..<count).map { column in
        let shift = 8 - depth - column % perByte * depth
        return unsafe row[column / perByte] >> UInt8(shift) & UInt8(1 << depth - 1)
      }
    }
    unsafe wide.withUnsafeBufferPointer { wide in
      guard let start = wide.baseAddress else { return }
      unsafe self.pixels.write(
        rows.indices.map { unsafe start + $0 * count }, step: 1, to: unsafe pixels)
    }
  }
}
