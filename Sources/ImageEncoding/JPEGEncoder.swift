private import CJPEG

/// JPEG through libjpeg: baseline, 4:2:0 or 4:4:4.
enum JPEGEncoder {
  /// The most columns and rows that a file has: `JPEG_MAX_DIMENSION` of jmorecfg.h.
  static let maximumSide = 65_500

  static func write(
    _ rows: PixelRows, quality: Int, hasFullColors: Bool, to output: EncodedOutput
  ) throws(EncodingError) {
    guard rows.width <= maximumSide, rows.height <= maximumSide else {
      throw .encoder("a JPEG file has at most \(maximumSide) columns and rows")
    }
    guard cjpeg_load() else { throw .encoder("this system lacks libjpeg; install it") }
    var words = [CChar](repeating: 0, count: Int(CJPEG_ERROR_TEXT_SIZE))
    let isWritten = rows.withDisplayRows { pixels, stride in
      cjpeg_encode(
        pixels, stride, UInt32(rows.width), UInt32(rows.height), CInt(quality),
        hasFullColors,
        { context, bytes, count in
          guard let context else { return false }
          let output = Unmanaged<EncodedOutput>.fromOpaque(context).takeUnretainedValue()
          return (try? output.append(UnsafeRawBufferPointer(start: bytes, count: count))) != nil
        }, Unmanaged.passUnretained(output).toOpaque(), &words)
    }
    if isWritten { return }
    if let failure = output.failure { throw failure }
    throw .encoder(
      String(decoding: words.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
  }
}
