internal import CEXR

/// An OpenEXR file that OpenEXRCore has open in memory.
@safe struct EXRFile: ~Copyable {
  /// Gives the C functions' context a place that does not move.
  @safe private final class Source {
    let bytes: UnsafeRawBufferPointer
    init(_ bytes: UnsafeRawBufferPointer) { unsafe self.bytes = unsafe bytes }
  }

  let functions: UnsafePointer<cexr>
  let context: exr_context_t
  private let source: Source

  /// Nil where the library is not installed.
  init?(_ file: FileBytes) throws(DecodingError) {
    guard let functions = unsafe cexr_load() else { return nil }
    let source = unsafe Source(file.raw)
    var settings = unsafe exr_context_initializer_t()
    unsafe settings.size = MemoryLayout<exr_context_initializer_t>.size
    unsafe settings.error_handler_fn = { _, _, _ in }  // else it writes to standard error
    unsafe settings.alloc_fn = cexr_allocate
    unsafe settings.free_fn = cexr_free
    unsafe settings.user_data = Unmanaged.passUnretained(source).toOpaque()
    unsafe settings.read_fn = Self.readBytes
    unsafe settings.size_fn = { unsafe Int64(EXRFile.source($1)?.bytes.count ?? 0) }
    unsafe settings.flags = CInt(CEXR_SILENT | CEXR_NO_RECONSTRUCTION)
    var context: exr_context_t?
    let status = unsafe functions.pointee.exr_start_read(&context, "picture", &settings)
    guard status == 0, let context = unsafe context else {
      throw unsafe Self.error(status, functions)
    }
    unsafe self.functions = functions
    unsafe self.context = context
    self.source = source
  }

  deinit {
    var context: exr_context_t? = unsafe context
    _ = unsafe functions.pointee.exr_finish(&context)
  }

  var byteCount: Int { unsafe source.bytes.count }

  /// Throws what a function's result says went wrong.
  func check(_ status: Int32) throws(DecodingError) {
    if status != 0 { throw unsafe Self.error(status, functions) }
  }

  private static func error(_ status: Int32, _ functions: UnsafePointer<cexr>) -> DecodingError {
    switch status {
    case Int32(CEXR_OUT_OF_MEMORY): .outOfMemory
    case Int32(CEXR_READ_IO): .truncated(.exr)
    default:
      unsafe .corrupt(
        .exr, LibraryWords.inLine(functions.pointee.exr_get_default_error_message(status)))
    }
  }

  private static func source(_ context: UnsafeMutableRawPointer?) -> Source? {
    unsafe context.map { unsafe Unmanaged<Source>.fromOpaque($0).takeUnretainedValue() }
  }

  /// As pread(2) does.
  private static let readBytes:
    @convention(c) (
      UnsafeRawPointer?, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, UInt64, UInt64,
      UnsafeMutableRawPointer?
    ) -> Int64 = { _, context, target, count, offset, _ in
      guard let bytes = unsafe EXRFile.source(context)?.bytes, let target = unsafe target,
        let offset = Int(exactly: offset), offset < bytes.count
      else { return 0 }
      let count = Int(min(count, UInt64(bytes.count - offset)))
      unsafe UnsafeMutableRawBufferPointer(start: target, count: count)
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]))
      return Int64(count)
    }
}
