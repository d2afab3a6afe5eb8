internal import CEXR

/// Reads the scanlines of an OpenEXR part, one chunk after the other; the library undoes
/// compression.
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
  ///   - channelCount: samples from a pixel to the next.
  ///   - target: has room for the whole part.
  static func read(
    _ part: EXRPart, of file: borrowing EXRFile, channelCount: Int,
    into target: UnsafeMutableRawBufferPointer
  ) throws(DecodingError) {
    let samples = unsafe target.bindMemory(to: Float.self)
    precondition(samples.count >= part.width * part.height * channelCount, "\(samples.count)")
    let scanlines = EXRScanlines()
    var rowCount: Int32 = 0
    try unsafe file.check(
      file.functions.pointee.exr_get_scanlines_per_chunk(file.context, 0, &rowCount))
    guard rowCount > 0 else { throw .corrupt(.exr, "its chunks have no rows") }
    do throws(DecodingError) {
      for row in stride(from: 0, to: part.height, by: Int(rowCount)) {
        let lines = try scanlines.readChunk(
          row, rowCount: min(Int(rowCount), part.height - row), part, of: file)
        unsafe copy(lines, part, channelCount, to: samples, from: row * part.width * channelCount)
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

  /// The bytes of a chunk's scanlines, which are there until the next is read.
  private func readChunk(
    _ row: Int, rowCount: Int, _ part: EXRPart, of file: borrowing EXRFile
  ) throws(DecodingError) -> FileBytes {
    let (functions, context) = unsafe (file.functions, file.context)
    var chunk = exr_chunk_info_t()
    let status = unsafe functions.pointee.exr_read_scanline_chunk_info(
      context, 0, CInt(part.top + row), &chunk)
    // The library calls such a chunk damaged.
    let (end, overflow) = chunk.data_offset.addingReportingOverflow(chunk.packed_size)
    if status != 0, overflow || end > file.byteCount { throw .truncated(.exr) }
    try file.check(status)
    let byteCount = rowCount * part.lineByteCount
    guard chunk.start_y == part.top + row, chunk.height == rowCount,
      chunk.unpacked_size == byteCount
    else { throw .corrupt(.exr, "a chunk of other rows than its place says") }
    if row == 0 {
      try unsafe file.check(
        functions.pointee.exr_decoding_initialize(context, 0, &chunk, pipeline))
      try unsafe file.check(
        functions.pointee.exr_decoding_choose_default_routines(context, 0, pipeline))
      // Our own code makes the samples: OpenEXR 3.1.5 mixes up RGBA of float16.
      unsafe pipeline.pointee.unpack_and_convert_fn = nil
    } else {
      try unsafe file.check(functions.pointee.exr_decoding_update(context, 0, &chunk, pipeline))
    }
    try unsafe file.check(functions.pointee.exr_decoding_run(context, 0, pipeline))
    // What is not compressed is not copied.
    let (bytes, room) =
      unsafe pipeline.pointee.unpacked_alloc_size > 0
      ? (pipeline.pointee.unpacked_buffer, pipeline.pointee.unpacked_alloc_size)
      : (pipeline.pointee.packed_buffer, pipeline.pointee.packed_alloc_size)
    guard unsafe bytes != nil, room >= byteCount else { throw .truncated(.exr) }
    return unsafe FileBytes(UnsafeRawBufferPointer(start: bytes, count: byteCount))
  }

  private static func copy(
    _ lines: FileBytes, _ part: EXRPart, _ channelCount: Int,
    to samples: UnsafeMutableBufferPointer<Float>, from first: Int
  ) {
    for row in 0..<lines.count / part.lineByteCount {
      var offset = row * part.lineByteCount
      for channel in part.channels {
        if let place = part.shown.firstIndex(of: channel.name) {
          let start = first + row * part.width * channelCount + place
          for x in 0..<part.width {
            unsafe samples[start + x * channelCount] =
              channel.kind.number(lines, at: offset + x * channel.kind.byteCount)
          }
        }
        offset += part.width * channel.kind.byteCount
      }
    }
  }
}

extension EXRChannel.Kind {
  /// A sample as float32, the nearest if there is none.
  fileprivate func number(_ bytes: FileBytes, at offset: Int) -> Float {
    switch self {
    case .uint32: Float(bytes.u32(offset, .little) ?? 0)
    case .float16: Float(Float16(bitPattern: UInt16(bytes.u16(offset, .little) ?? 0)))
    case .float32: Float(bitPattern: UInt32(bytes.u32(offset, .little) ?? 0))
    }
  }
}
