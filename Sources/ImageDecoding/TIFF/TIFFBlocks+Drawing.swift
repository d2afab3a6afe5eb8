internal import Pixels

extension TIFFBlocks {
  /// Draws the page with eight bits a channel.
  ///
  /// - Parameter keepsInk: whether the bytes of a pixel are inks instead of colors.
  func draw(
    _ tiff: borrowing TIFFFile, keepsInk: Bool, into target: PixelTarget
  ) throws(DecodingError) {
    let colors = try TIFFPixels(layout, keepsInk: keepsInk)
    let step = layout.samplesPerBlock
    try forEachRow(of: tiff) { row, memory in
      let pixels = unsafe target.pixels(row: row.y, columns: row.columns)
      switch layout.depth {
      case 16:
        unsafe colors.write(samples(of: row, in: memory, as: UInt16.self), step: step, to: pixels)
      case 8:
        unsafe colors.write(samples(of: row, in: memory, as: UInt8.self), step: step, to: pixels)
      default:
        let wide = packedSamples(of: row, in: memory, as: UInt8.self)
        unsafe wide.withUnsafeBufferPointer { wide in
          guard let start = wide.baseAddress else { return }
          unsafe colors.write(
            row.used.indices.map { unsafe start + $0 * row.columns.count }, step: 1,
            to: unsafe pixels)
        }
      }
    }
  }
}
