/// `P6` of netpbm's ppm(5).
enum PPMEncoder {
  static func write(_ rows: PixelRows, to output: EncodedOutput) throws(EncodingError) {
    let header = Array("P6\n\(rows.width) \(rows.height)\n255\n".utf8)
    try header.span.bytes.withUnsafeBytes { (bytes) throws(EncodingError) in
      try output.append(bytes)
    }
    try rows.forEach(withAlpha: false) { (row) throws(EncodingError) in try output.append(row) }
  }
}
