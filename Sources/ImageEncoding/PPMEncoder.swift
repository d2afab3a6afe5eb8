/// `P6` of netpbm's ppm(5).
enum PPMEncoder {
  static func write(_ rows: PixelRows, to output: EncodedOutput) throws(EncodingError) {
    let header = Array("P6\n\(rows.width) \(rows.height)\n255\n".utf8)
    try header.span.bytes.withUnsafeBytes { (bytes) throws(EncodingError) in
      try output.append(bytes)
    }
    let row = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: rows.width * 3)
    defer { row.deallocate() }
    for index in 0..<rows.height {
      rows.copy(row: index, to: row)
      try output.append(UnsafeRawBufferPointer(row))
    }
  }
}
