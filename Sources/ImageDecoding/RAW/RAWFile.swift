internal import CLibRaw
private import Linux
internal import Pixels
private import Synchronization

/// A camera's raw file in LibRaw's hands.
@safe struct RAWFile: ~Copyable {
  /// What LibRaw finds missing while it reads, which it goes on without.
  @safe private final class Gaps {
    var isEmpty = true
  }

  private let functions: UnsafePointer<clibraw>
  private let data: OpaquePointer
  private let gaps: Gaps

  /// Opens a file, and lends it.
  static func read<Value: ~Copyable & Sendable>(
    _ file: FileBytes, _ body: (borrowing RAWFile) throws(DecodingError) -> Value
  ) throws(DecodingError) -> Value {
    try LibraryTurn.lock.withLock { _ throws(DecodingError) in
      var trouble: UnsafePointer<CChar>?
      guard let functions = unsafe clibraw_load(&trouble) else {
        throw unsafe .lacking("libraw", for: .raw, saying: trouble)
      }
      return try StandardDescriptors.silencingError { () throws(DecodingError) in
        try NewMemory.filled(with: 0) { () throws(DecodingError) in
          let raw = unsafe try RAWFile(functions)
          try raw.open(file)
          return try body(raw)
        }
      }
    }
  }

  private init(_ functions: UnsafePointer<clibraw>) throws(DecodingError) {
    guard let data = unsafe functions.pointee.libraw_init(UInt32(CLIBRAW_NO_CALLBACKS)) else {
      throw .outOfMemory
    }
    unsafe self.functions = functions
    unsafe self.data = data
    gaps = Gaps()
    unsafe functions.pointee.libraw_set_dataerror_handler(
      data, { gaps, _, _ in unsafe gaps.map { unsafe Self.gaps($0).isEmpty = false } },
      Unmanaged.passUnretained(gaps).toOpaque())
  }

  private func open(_ file: FileBytes) throws(DecodingError) {
    try check(unsafe functions.pointee.libraw_open_buffer(data, file.raw.baseAddress, file.count))
  }

  deinit { unsafe functions.pointee.libraw_close(data) }

  private static func gaps(_ pointer: UnsafeMutableRawPointer) -> Gaps {
    unsafe Unmanaged<Gaps>.fromOpaque(pointer).takeUnretainedValue()
  }

  private func check(_ status: CInt) throws(DecodingError) {
    switch Int(status) {
    case 0: if !gaps.isEmpty { throw .truncated(.raw) }
    case Int(CLIBRAW_FILE_UNSUPPORTED): throw .cameraRaw
    case Int(CLIBRAW_NO_MEMORY): throw .outOfMemory
    case Int(CLIBRAW_DATA_ERROR), Int(CLIBRAW_IO_ERROR): throw .truncated(.raw)
    default:
      throw unsafe .corrupt(.raw, LibraryWords.inLine(functions.pointee.libraw_strerror(status)))
    }
  }

  /// Of the picture without the sensor's margins, before it is turned.
  var size: (width: Int, height: Int) {
    unsafe (
      Int(functions.pointee.libraw_get_iwidth(data)),
      Int(functions.pointee.libraw_get_iheight(data))
    )
  }

  /// The largest preview's JPEG file, with an EXIF block that says how it is turned; nil where
  /// there is none.
  func preview() -> [UInt8]? {
    guard unsafe functions.pointee.libraw_unpack_thumb(data) == 0,
      let image = unsafe functions.pointee.libraw_dcraw_make_mem_thumb(data, nil)
    else { return nil }
    defer { unsafe functions.pointee.libraw_dcraw_clear_mem(image) }
    guard unsafe image.pointee.type == CLIBRAW_IMAGE_JPEG else { return nil }
    return unsafe Array(
      UnsafeBufferPointer(start: clibraw_bytes(image), count: Int(image.pointee.data_size)))
  }

  /// The picture of half the size from the sensor's samples, upright, in the white balance that the
  /// camera has found.
  func halfSize(limits: DecodingLimits) throws(DecodingError) -> Bitmap {
    try check(unsafe functions.pointee.libraw_unpack(data))
    for index in 0..<4 as Range<CInt> {
      let factor = unsafe functions.pointee.libraw_get_cam_mul(data, index)
      if factor.isFinite, factor > 0 {
        unsafe functions.pointee.libraw_set_user_mul(data, index, factor)
      }
    }
    // Linear: what is finer goes with the halving.
    unsafe functions.pointee.libraw_set_demosaic(data, 0)
    try check(unsafe functions.pointee.libraw_dcraw_process(data))
    guard let image = unsafe functions.pointee.libraw_dcraw_make_mem_image(data, nil) else {
      throw .outOfMemory
    }
    defer { unsafe functions.pointee.libraw_dcraw_clear_mem(image) }
    let whole = try unsafe RAWPixels(image.pointee, clibraw_bytes(image)).bitmap(limits: limits)
    do { return try whole.halved() } catch { throw .outOfMemory }
  }
}
