private import CLibYUV
internal import CSpng
internal import Pixels

/// An owned `spng_ctx`, which reads one file.
struct PNGContext: ~Copyable {
  private let context: OpaquePointer
  private let parts: PNGParts

  /// - Parameter parts: of a file whose checksums have been looked at.
  init(_ parts: PNGParts) throws(DecodingError) {
    guard let context = spng_ctx_new(0) else { throw .outOfMemory }
    self.context = context
    self.parts = parts
  }

  deinit { spng_ctx_free(context) }

  /// Begins to read.
  func open() throws(DecodingError) -> spng_ihdr {
    let action = Int32(SPNG_CRC_USE.rawValue)
    try check(spng_set_crc_action(context, action, action))
    let parts = Unmanaged.passUnretained(parts).toOpaque()
    let status = spng_set_png_stream(
      context,
      { _, parts, target, count in
        guard let parts, let target else { return Int32(SPNG_IO_ERROR.rawValue) }
        let isRead = Unmanaged<PNGParts>.fromOpaque(parts).takeUnretainedValue()
          .read(into: UnsafeMutableRawBufferPointer(start: target, count: count))
        return isRead ? 0 : Int32(SPNG_IO_EOF.rawValue)
      }, parts)
    try check(status)
    var header = spng_ihdr()
    try check(spng_get_ihdr(context, &header))
    return header
  }

  /// Decodes all rows; `bitmap` has the size that the header says.
  func decode(into bitmap: inout Bitmap, isInterlaced: Bool) throws(DecodingError) {
    let (width, height, rowStride) = (bitmap.width, bitmap.height, bitmap.rowStride)
    let flags = Int32(SPNG_DECODE_PROGRESSIVE.rawValue | SPNG_DECODE_TRNS.rawValue)
    try check(spng_decode_image(context, nil, 0, Int32(SPNG_FMT_RGBA8.rawValue), flags))
    try bitmap.withUnsafeMutableBytes { (pixels) throws(DecodingError) in
      guard let base = pixels.baseAddress else { return }
      // While a row is in the cache, its channels are put in our order; not so where a row comes
      // in several passes.
      try decodeRows { row in
        row < height ? base + row * rowStride : nil
      } then: { row in
        if !isInterlaced { Self.swapChannels(base + row * rowStride, width: width, rows: 1) }
      }
      if isInterlaced { Self.swapChannels(base, width: width, rows: height) }
    }
  }

  /// Decodes each row (of each pass) to where `place` says, until libspng calls one the last.
  private func decodeRows(
    to place: (Int) -> UnsafeMutableRawPointer?, then finish: (Int) -> Void
  ) throws(DecodingError) {
    var info = spng_row_info()
    while true {
      let next = spng_get_row_info(context, &info)
      // So the last row is told when passes that hold no row follow it: in a picture of one row.
      if next == SPNG_EOI.rawValue { return }
      try check(next)
      guard let target = place(Int(info.row_num)) else {
        throw .corrupt(.png, "it has more rows than its header says")
      }
      let status = spng_decode_row(context, target, rowByteCount)
      if status != SPNG_EOI.rawValue { try check(status) }
      finish(Int(info.row_num))
      if status == SPNG_EOI.rawValue { return }
    }
  }

  private var rowByteCount: Int {
    var header = spng_ihdr()
    return spng_get_ihdr(context, &header) == 0 ? Int(header.width) * 4 : 0
  }

  private static func swapChannels(_ row: UnsafeMutableRawPointer, width: Int, rows: Int) {
    let bytes = row.assumingMemoryBound(to: UInt8.self)
    _ = ABGRToARGB(
      bytes, Int32(width * 4), bytes, Int32(width * 4), Int32(width), Int32(rows))
  }

  private func check(_ status: Int32) throws(DecodingError) {
    guard status != 0 else { return }
    switch spng_errno(status) {
    case SPNG_IO_EOF, SPNG_EIO, SPNG_EOF, SPNG_EIDAT_TOO_SHORT: throw .truncated(.png)
    case SPNG_EMEM: throw .outOfMemory
    default: throw .corrupt(.png, spng_strerror(status).map { String(cString: $0) } ?? "unknown")
    }
  }
}
