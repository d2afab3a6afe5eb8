private import CSpng
internal import ShmChannel

/// PNG through libspng.
enum PNGEncoder {
  static func write(_ rows: PixelRows, to output: EncodedOutput) throws(EncodingError) {
    let context = try PNGWriter(output)
    try context.begin(
      width: rows.width, height: rows.height, depth: 8,
      rows.hasAlpha ? SPNG_COLOR_TYPE_TRUECOLOR_ALPHA : SPNG_COLOR_TYPE_TRUECOLOR)
    try rows.forEach(withAlpha: rows.hasAlpha) { (row) throws(EncodingError) in
      try context.write(row)
    }
  }

  /// Integers as they are.
  static func write(_ samples: SampleRows, to output: EncodedOutput) throws(EncodingError) {
    let layout = samples.layout
    let context = try PNGWriter(output)
    let colors: [Int: spng_color_type] = [
      1: SPNG_COLOR_TYPE_GRAYSCALE, 3: SPNG_COLOR_TYPE_TRUECOLOR,
    ]
    try context.begin(
      width: layout.width, height: layout.height, depth: layout.format.sample.byteCount * 8,
      colors[samples.channelCount] ?? SPNG_COLOR_TYPE_TRUECOLOR_ALPHA)
    try samples.forEach(channelCount: samples.channelCount) { (row) throws(EncodingError) in
      try context.write(UnsafeRawBufferPointer(row))
    }
  }
}
