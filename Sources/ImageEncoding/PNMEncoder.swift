internal import ShmChannel

/// `P6` and `P5` of netpbm's ppm(5) and pgm(5).
enum PNMEncoder {
  static func write(_ rows: PixelRows, to output: EncodedOutput) throws(EncodingError) {
    try output.append(Array("P6\n\(rows.width) \(rows.height)\n255\n".utf8))
    try rows.forEach(withAlpha: false) { (row) throws(EncodingError) in try output.append(row) }
  }

  /// Colors of integer samples as they are; grays thrice.
  static func writeColors(_ samples: SampleRows, to output: EncodedOutput) throws(EncodingError) {
    try write(samples, "P6", channelCount: 3, to: output)
  }

  /// Grays of integer samples as they are.
  static func writeGrays(_ samples: SampleRows, to output: EncodedOutput) throws(EncodingError) {
    try write(samples, "P5", channelCount: 1, to: output)
  }

  private static func write(
    _ samples: SampleRows, _ magic: String, channelCount: Int, to output: EncodedOutput
  ) throws(EncodingError) {
    let layout = samples.layout
    let isWide = layout.format.sample == .uint16
    let head = "\(magic)\n\(layout.width) \(layout.height)\n\(isWide ? 65_535 : 255)\n"
    try output.append(Array(head.utf8))
    try samples.forEach(channelCount: channelCount) { (row) throws(EncodingError) in
      if isWide {
        // The high byte comes first.
        for index in stride(from: 0, to: row.count, by: 2) { row.swapAt(index, index + 1) }
      }
      try output.append(UnsafeRawBufferPointer(row))
    }
  }
}
