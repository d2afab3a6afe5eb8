internal import ShmChannel

/// `P6` of netpbm's ppm(5).
enum PPMEncoder {
  static func write(_ rows: PixelRows, to output: EncodedOutput) throws(EncodingError) {
    try output.append(Array("P6\n\(rows.width) \(rows.height)\n255\n".utf8))
    try rows.forEach(withAlpha: false) { (row) throws(EncodingError) in try output.append(row) }
  }

  /// The same of 16 bits, the high byte first.
  static func write(_ samples: SampleRows, to output: EncodedOutput) throws(EncodingError) {
    let layout = samples.layout
    try output.append(Array("P6\n\(layout.width) \(layout.height)\n65535\n".utf8))
    try samples.forEach(channelCount: 3) { (row) throws(EncodingError) in
      for index in stride(from: 0, to: row.count, by: 2) { row.swapAt(index, index + 1) }
      try output.append(UnsafeRawBufferPointer(row))
    }
  }
}
