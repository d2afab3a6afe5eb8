internal import CSpng

/// An owned `spng_ctx`, which writes one file.
struct PNGWriter: ~Copyable {
  /// zlib's quickest level. A photograph of 1920x1080: this filter 140 ms; the best one for each
  /// row 360 ms, for a file that is 5 % smaller.
  private static let compressionLevel: CInt = 1
  private static let filter = SPNG_FILTER_CHOICE_UP

  private let context: OpaquePointer
  /// Lives as long as the context, which holds it unretained.
  private let output: EncodedOutput

  init(_ output: EncodedOutput) throws(EncodingError) {
    guard let context = spng_ctx_new(Int32(SPNG_CTX_ENCODER.rawValue)) else { throw .outOfMemory }
    self.context = context
    self.output = output
  }

  deinit { spng_ctx_free(context) }

  func begin(
    width: Int, height: Int, depth: Int, _ color: spng_color_type
  ) throws(EncodingError) {
    let user = Unmanaged.passUnretained(output).toOpaque()
    try check(
      spng_set_png_stream(
        context,
        { _, user, bytes, count in
          guard let user, let bytes else { return SPNG_IO_ERROR.rawValue }
          let output = Unmanaged<EncodedOutput>.fromOpaque(user).takeUnretainedValue()
          do {
            try output.append(UnsafeRawBufferPointer(start: bytes, count: count))
            return 0
          } catch {
            return SPNG_IO_ERROR.rawValue
          }
        }, user))
    var header = spng_ihdr(
      width: UInt32(width), height: UInt32(height), bit_depth: UInt8(depth),
      color_type: UInt8(color.rawValue), compression_method: 0, filter_method: 0,
      interlace_method: 0)
    try check(spng_set_ihdr(context, &header))
    try check(spng_set_option(context, SPNG_IMG_COMPRESSION_LEVEL, Self.compressionLevel))
    try check(spng_set_option(context, SPNG_FILTER_CHOICE, Int32(Self.filter.rawValue)))
    let flags = SPNG_ENCODE_PROGRESSIVE.rawValue | SPNG_ENCODE_FINALIZE.rawValue
    try check(
      spng_encode_image(context, nil, 0, Int32(SPNG_FMT_PNG.rawValue), Int32(flags)))
  }

  /// Writes the next row; the last one ends the file.
  func write(_ row: UnsafeRawBufferPointer) throws(EncodingError) {
    let status = spng_encode_row(context, row.baseAddress, row.count)
    if status != SPNG_EOI.rawValue { try check(status) }
  }

  private func check(_ status: CInt) throws(EncodingError) {
    guard status != 0 else { return }
    if let failure = output.failure { throw failure }
    if status == SPNG_EMEM.rawValue { throw .outOfMemory }
    throw .encoder(spng_strerror(status).map { String(cString: $0) } ?? "error \(status)")
  }
}
