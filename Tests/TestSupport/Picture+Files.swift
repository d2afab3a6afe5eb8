extension Picture {
  /// A PNG: 8 bits, with alpha only where a pixel has some, its rows in stored (not compressed)
  /// blocks.
  package func png() -> [UInt8] {
    let hasAlpha = pixels.contains { $0 >> 24 != 255 }
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let header = Self.bigEndian(width) + Self.bigEndian(height) + [8, hasAlpha ? 6 : 2, 0, 0, 0]
    PNGChunk("IHDR", header).append(to: &file)
    var rows: [UInt8] = []
    rows.reserveCapacity((width * 4 + 1) * height)
    for y in 0..<height {
      rows.append(0)  // no filter
      appendRow(y, withAlpha: hasAlpha, to: &rows)
    }
    PNGChunk("IDAT", Zlib.stored(rows)).append(to: &file)
    PNGChunk("IEND", []).append(to: &file)
    return file
  }

  /// A binary PPM (P6); alpha is left out.
  package func ppm() -> [UInt8] {
    var file = Array("P6\n\(width) \(height)\n255\n".utf8)
    file.reserveCapacity(file.count + width * height * 3)
    for y in 0..<height { appendRow(y, withAlpha: false, to: &file) }
    return file
  }

  private func appendRow(_ y: Int, withAlpha: Bool, to bytes: inout [UInt8]) {
    for pixel in pixels[y * width..<(y + 1) * width] {
      bytes.append(UInt8(truncatingIfNeeded: pixel >> 16))
      bytes.append(UInt8(truncatingIfNeeded: pixel >> 8))
      bytes.append(UInt8(truncatingIfNeeded: pixel))
      if withAlpha { bytes.append(UInt8(truncatingIfNeeded: pixel >> 24)) }
    }
  }

  static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
