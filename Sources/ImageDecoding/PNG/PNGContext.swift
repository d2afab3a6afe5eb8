private import CLibYUV
internal import CSpng
internal import Pixels

/// An owned `spng_ctx`, which reads one file.
struct PNGContext: ~Copyable {
  /// Text and profiles are not needed; more of them than this is an attack.
  private static let metadataLimit = 64 << 20

  private let context: OpaquePointer

  init() throws(DecodingError) {
    guard let context = spng_ctx_new(0) else { throw .outOfMemory }
    self.context = context
  }

  deinit { spng_ctx_free(context) }

  /// Begins to read; every checksum is in force unless the file is one of our own making.
  func open(_ file: FileBytes, ignoringChecksums: Bool = false) throws(DecodingError) -> spng_ihdr {
    let action = Int32((ignoringChecksums ? SPNG_CRC_USE : SPNG_CRC_ERROR).rawValue)
    try check(spng_set_crc_action(context, action, action))
    try check(spng_set_chunk_limits(context, Self.metadataLimit, Self.metadataLimit))
    try check(spng_set_png_buffer(context, file.raw.baseAddress, file.count))
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
      try check(spng_get_row_info(context, &info))
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

  /// Reads all that follows the pixels, the end mark included.
  func finish() throws(DecodingError) -> Orientation {
    try check(spng_decode_chunks(context))
    var exif = spng_exif()
    guard spng_get_exif(context, &exif) == 0, let data = exif.data else { return .upright }
    return Orientation(
      exif: FileBytes(UnsafeRawBufferPointer(start: data, count: Int(exif.length))))
  }

  private func check(_ status: Int32) throws(DecodingError) {
    guard status != 0 else { return }
    switch spng_errno(status) {
    case SPNG_IO_EOF, SPNG_EIO, SPNG_EOF, SPNG_EIDAT_TOO_SHORT: throw .truncated(.png)
    case SPNG_EMEM: throw .outOfMemory
    case SPNG_ECHUNK_CRC: throw .corrupt(.png, "a checksum does not match")
    case SPNG_ECHUNK_LIMITS: throw .unsupported(.png, "more than 64 MiB of text and profiles")
    default: throw .corrupt(.png, spng_strerror(status).map { String(cString: $0) } ?? "unknown")
    }
  }
}
