private import CLibYUV
internal import CSpng
internal import Pixels

/// An owned `spng_ctx`, which reads one file.
@safe struct PNGContext: ~Copyable {
  private let context: OpaquePointer
  private let parts: PNGParts

  /// - Parameter parts: of a file whose checksums have been looked at.
  init(_ parts: PNGParts) throws(DecodingError) {
    guard unsafe cspng_load() != nil else { throw .noLibrary(.png, "libspng") }
    guard let context = unsafe spng_ctx_new(0) else { throw .outOfMemory }
    unsafe self.context = context
    self.parts = parts
  }

  deinit { unsafe spng_ctx_free(context) }

  /// Begins to read.
  func open() throws(DecodingError) -> spng_ihdr {
    let action = Int32(SPNG_CRC_USE.rawValue)
    try unsafe check(spng_set_crc_action(context, action, action))
    let parts = unsafe Unmanaged.passUnretained(parts).toOpaque()
    let status = unsafe spng_set_png_stream(
      context,
      { _, parts, target, count in
        guard let parts = unsafe parts, let target = unsafe target else {
          return Int32(SPNG_IO_ERROR.rawValue)
        }
        let isRead = unsafe Unmanaged<PNGParts>.fromOpaque(parts).takeUnretainedValue()
          .read(into: UnsafeMutableRawBufferPointer(start: target, count: count))
        return isRead ? 0 : Int32(SPNG_IO_EOF.rawValue)
      }, unsafe parts)
    try check(status)
    var header = spng_ihdr()
    try unsafe check(spng_get_ihdr(context, &header))
    return header
  }

  /// Decodes all rows; `target` has the size that the header says.
  func decode(into target: PixelTarget, isInterlaced: Bool) throws(DecodingError) {
    let flags = Int32(SPNG_DECODE_PROGRESSIVE.rawValue | SPNG_DECODE_TRNS.rawValue)
    try unsafe check(spng_decode_image(context, nil, 0, Int32(SPNG_FMT_RGBA8.rawValue), flags))
    // While a row is in the cache, its channels are put in our order; not so where a row comes in
    // several passes.
    try unsafe decodeRows(byteCount: target.width * 4) { row in
      unsafe target.row(row)
    } then: { row in
      if !isInterlaced { unsafe Self.swapChannels(row, target, rowCount: 1) }
    }
    if isInterlaced, let first = unsafe target.row(0) {
      unsafe Self.swapChannels(first, target, rowCount: target.height)
    }
  }

  /// Decodes all rows, whose samples are native-endian, to rows without a gap.
  ///
  /// - Parameter memory: has room for as many rows as the header says.
  func decode(
    as format: spng_format, rowByteCount: Int, into memory: UnsafeMutableRawBufferPointer
  ) throws(DecodingError) {
    let transparency = format == SPNG_FMT_RGBA16 ? SPNG_DECODE_TRNS.rawValue : 0
    let flags = Int32(SPNG_DECODE_PROGRESSIVE.rawValue | transparency)
    try unsafe check(spng_decode_image(context, nil, 0, Int32(format.rawValue), flags))
    try unsafe decodeRows(byteCount: rowByteCount) { row in
      guard row < memory.count / rowByteCount, let start = memory.baseAddress else { return nil }
      return unsafe (start + row * rowByteCount).assumingMemoryBound(to: UInt8.self)
    }
  }

  /// Decodes each row (of each pass) until libspng calls one the last.
  private func decodeRows(
    byteCount: Int, row place: (Int) -> UnsafeMutablePointer<UInt8>?,
    then finish: (UnsafeMutablePointer<UInt8>) -> Void = { _ in }
  ) throws(DecodingError) {
    var info = spng_row_info()
    while true {
      let next = unsafe spng_get_row_info(context, &info)
      // So the last row is told when passes that hold no row follow it: in a picture of one row.
      if next == SPNG_EOI.rawValue { return }
      try check(next)
      guard let row = unsafe place(Int(info.row_num)) else {
        throw .corrupt(.png, "it has more rows than its header says")
      }
      let status = unsafe spng_decode_row(context, row, byteCount)
      if status != SPNG_EOI.rawValue { try check(status) }
      unsafe finish(row)
      if status == SPNG_EOI.rawValue { return }
    }
  }

  private static func swapChannels(
    _ row: UnsafeMutablePointer<UInt8>, _ target: PixelTarget, rowCount: Int
  ) {
    _ = unsafe ABGRToARGB(
      row, target.stride, row, target.stride, Int32(target.width), Int32(rowCount))
  }

  private func check(_ status: Int32) throws(DecodingError) {
    guard status != 0 else { return }
    switch spng_errno(status) {
    case SPNG_IO_EOF, SPNG_EIO, SPNG_EOF, SPNG_EIDAT_TOO_SHORT: throw .truncated(.png)
    case SPNG_EMEM: throw .outOfMemory
    default:
      throw unsafe .corrupt(
        .png, LibraryWords.inLine(spng_strerror(status)))
    }
  }
}
