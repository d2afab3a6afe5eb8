internal import CEXR

/// Reads the scanlines of an OpenEXR part, one chunk after the other.
@safe struct EXRScanlines: ~Copyable {
  /// Does not move, since it points into itself.
  private let pipeline: UnsafeMutablePointer<exr_decode_pipeline_t>

  private init() {
    unsafe pipeline = .allocate(capacity: 1)
    unsafe pipeline.initialize(to: exr_decode_pipeline_t())
  }

  deinit { unsafe pipeline.deallocate() }

  /// Fills rows without a gap; each channel's samples become float32.
  ///
  /// - Parameters:
  ///   - pixelByteCount: from a pixel to the next.
  ///   - target: has room for the whole part.
  static func read(
    _ part: EXRPart, of file: borrowing EXRFile, pixelByteCount: Int,
    into target: UnsafeMutableRawBufferPointer
  ) throws(DecodingError) {
    precondition(target.count >= part.width * part.height * pixelByteCount, "\(target.count) bytes")
    let scanlines = EXRScanlines()
    var rowCount: Int32 = 0
    try unsafe file.check(
      file.functions.pointee.exr_get_scanlines_per_chunk(file.context, 0, &rowCount))
    guard rowCount > 0 else { throw .corrupt(.exr, "its chunks have no rows") }
    do throws(DecodingError) {
      for row in stride(from: 0, to: part.height, by: Int(rowCount)) {
        try unsafe scanlines.readChunk(
          row, most: Int(rowCount), part, of: file, pixelByteCount: pixelByteCount, into: target)
      }
    } catch {
      scanlines.end(file)
      throw error
    }
    scanlines.end(file)
  }

  /// Gives back what the library has allocated for it.
  private func end(_ file: borrowing EXRFile) {
    _ = unsafe file.functions.pointee.exr_decoding_destroy(file.context, pipeline)
  }

  private func readChunk(
    _ row: Int, most rowCount: Int, _ part: EXRPart, of file: borrowing EXRFile,
    pixelByteCount: Int, into target: UnsafeMutableRawBufferPointer
  ) throws(DecodingError) {
    let (functions, context) = unsafe (file.functions, file.context)
    var chunk = exr_chunk_info_t()
    try unsafe file.check(
      functions.pointee.exr_read_scanline_chunk_info(
        context, 0, CInt(part.top + row), &chunk))
    let height = min(rowCount, part.height - row)
    guard chunk.start_y == part.top + row, chunk.height == height, chunk.width == part.width else {
      throw .corrupt(.exr, "a chunk of other rows than its place says")
    }
    if row == 0 {
      try unsafe file.check(
        functions.pointee.exr_decoding_initialize(context, 0, &chunk, pipeline))
    } else {
      try unsafe file.check(functions.pointee.exr_decoding_update(context, 0, &chunk, pipeline))
    }
    let start = unsafe target.baseAddress.map {
      unsafe $0 + row * part.width * pixelByteCount
    }
    unsafe aim(at: start?.assumingMemoryBound(to: UInt8.self), part, pixelByteCount)
    if row == 0 {
      try unsafe file.check(
        functions.pointee.exr_decoding_choose_default_routines(context, 0, pipeline))
    }
    try unsafe file.check(functions.pointee.exr_decoding_run(context, 0, pipeline))
  }

  /// Tells where each channel's samples go; those that are not shown go nowhere.
  private func aim(
    at start: UnsafeMutablePointer<UInt8>?, _ part: EXRPart, _ pixelByteCount: Int
  ) {
    guard let start = unsafe start, let channels = unsafe pipeline.pointee.channels else { return }
    let channelCount = unsafe Int(pipeline.pointee.channel_count)
    for index in 0..<channelCount {
      let name = unsafe channels[index].channel_name.map { unsafe String(cString: $0) } ?? ""
      let place = part.channels.firstIndex(of: name)
      unsafe channels[index].decode_to_ptr = place.map { unsafe start + $0 * 4 }
      unsafe channels[index].user_bytes_per_element = 4
      unsafe channels[index].user_data_type = UInt16(CEXR_FLOAT)
      unsafe channels[index].user_pixel_stride = Int32(pixelByteCount)
      unsafe channels[index].user_line_stride = Int32(part.width * pixelByteCount)
    }
  }
}
