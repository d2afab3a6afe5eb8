internal import ShmChannel

/// The portable float map (netpbm's pfm(5)): gray or RGB, the bottom row first; it has no alpha.
enum PFMEncoder {
  static func write(_ rows: SampleRows, to output: EncodedOutput) throws(EncodingError) {
    let (layout, channelCount) = (rows.layout, min(3, rows.channelCount))
    let kind = channelCount == 1 ? "Pf" : "PF"
    // A scale below 0 says that the low byte comes first.
    try output.append(Array("\(kind)\n\(layout.width) \(layout.height)\n-1.0\n".utf8))
    let sample = layout.format.sample
    var numbers = [UInt32](repeating: 0, count: layout.width * channelCount)
    try rows.forEach(channelCount: channelCount, fromBottom: true) { (row) throws(EncodingError) in
      let span = RawSpan(_unsafeBytes: UnsafeRawBufferPointer(row))
      for index in numbers.indices {
        let number = sample.read(span, at: index * sample.byteCount)
        numbers[index] = Float(number).bitPattern.littleEndian
      }
      try numbers.span.bytes.withUnsafeBytes { (bytes) throws(EncodingError) in
        try output.append(bytes)
      }
    }
  }
}
