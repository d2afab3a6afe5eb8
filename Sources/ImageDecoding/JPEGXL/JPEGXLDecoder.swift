internal import Pixels

/// JPEG XL through Imlib2 and libjxl, which applies the orientation.
enum JPEGXLDecoder {
  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    guard let size = size(try codestream(file)) else { throw .truncated(.jpegXL) }
    try limits.check(
      width: size.width, height: size.height, of: .jpegXL, maxSide: Imlib2Decoder.maxSide)
    return try Imlib2Decoder.decode(file, type: .jpegXL, suffix: "jxl", limits: limits)
  }

  /// The first part of the coded picture: the file, or a box of it (ISO 18181-2).
  private static func codestream(_ file: FileBytes) throws(DecodingError) -> FileBytes {
    if file.has([0xFF, 0x0A]) { return file }
    let boxes = try ISOBoxes(file, of: .jpegXL)
    if let whole = boxes.first("jxlc") { return whole }
    guard let part = boxes.first("jxlp") else { throw .truncated(.jpegXL) }
    return part.dropping(4)  // the part's number
  }

  /// SizeHeader (ISO 18181-1, C.2).
  private static func size(_ codestream: FileBytes) -> (width: Int, height: Int)? {
    guard codestream.has([0xFF, 0x0A]), codestream.count >= 6 else { return nil }
    var bits: UInt128 = 0
    for index in 0..<12 { bits |= UInt128(codestream[2 + index] ?? 0) << UInt128(index * 8) }
    func take(_ count: Int) -> Int {
      defer { bits >>= UInt128(count) }
      return Int(bits & ((1 << UInt128(count)) - 1))
    }
    let isSmall = take(1) == 1
    func side() -> Int { isSmall ? (take(5) + 1) * 8 : take([9, 13, 18, 30][take(2)]) + 1 }
    let height = side()
    let ratio = take(3)
    // Width to height: 1:1, 6:5, 4:3, 3:2, 16:9, 5:4, 2:1.
    let ratios = [(1, 1), (6, 5), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1)]
    let width = ratio == 0 ? side() : height * ratios[ratio - 1].0 / ratios[ratio - 1].1
    return (width, height)
  }
}
