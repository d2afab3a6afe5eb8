internal import ShmChannel

/// NumPy's format, version 1.0: rows of gray, RGB or RGBA, as they are.
enum NPYEncoder {
  /// The data begins at a multiple of it.
  private static let alignment = 64

  static func write(_ rows: SampleRows, to output: EncodedOutput) throws(EncodingError) {
    try output.append(header(of: rows))
    try rows.forEach(channelCount: rows.channelCount) { (row) throws(EncodingError) in
      try output.append(UnsafeRawBufferPointer(row))
    }
  }

  private static func header(of rows: SampleRows) -> [UInt8] {
    let layout = rows.layout
    let sides = "\(layout.height), \(layout.width)"
    let shape = rows.channelCount == 1 ? "(\(sides))" : "(\(sides), \(rows.channelCount))"
    var words = "{'descr': '\(type(of: layout.format.sample))', 'fortran_order': False, "
    words += "'shape': \(shape), }"
    // Ten bytes stand in front, a line feed ends it.
    let rest = (10 + words.utf8.count + 1) % alignment
    words += String(repeating: " ", count: rest == 0 ? 0 : alignment - rest) + "\n"
    let count = words.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(count & 255), UInt8(count >> 8)]
      + Array(words.utf8)
  }

  private static func type(of sample: SampleType) -> String {
    switch sample {
    case .uint8: "|u1"
    case .uint16: "<u2"
    case .float32: "<f4"
    }
  }
}
