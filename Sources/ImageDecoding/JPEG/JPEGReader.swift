internal import CJPEG

/// An owned libjpeg decompressor, which reads one file.
@safe struct JPEGReader: ~Copyable {
  /// As many scans as TurboJPEG's `TJFLAG_LIMITSCANS` allows.
  private static let scanLimit: Int32 = 500

  /// Gives the C function's context a place that does not move.
  private final class Log {
    var warnings: JPEGWarnings
    init(_ file: FileBytes) { warnings = JPEGWarnings(file) }
  }

  private let handle: OpaquePointer
  private let log: Log

  /// - Parameter file: has to stay in place for as long as the reader lives.
  init(_ file: FileBytes) throws(DecodingError) {
    guard cjpeg_load() else { throw .noLibrary(.jpeg, "libjpeg") }
    let log = Log(file)
    let handle = unsafe cjpeg_new(
      file.raw.bindMemory(to: UInt8.self).baseAddress, file.count, Self.scanLimit,
      { context, code, parameter, offset in
        guard let context = unsafe context else { return }
        let log = unsafe Unmanaged<Log>.fromOpaque(context).takeUnretainedValue()
        log.warnings.append(code, parameter: parameter, offset: offset)
      }, unsafe Unmanaged.passUnretained(log).toOpaque())
    guard let handle = unsafe handle else { throw .outOfMemory }
    unsafe self.handle = handle
    self.log = log
  }

  deinit { unsafe cjpeg_free(handle) }

  var warnings: JPEGWarnings { log.warnings }

  private var info: UnsafeMutablePointer<jpeg_decompress_struct> { unsafe cjpeg_info(handle) }

  var width: Int { unsafe Int(info.pointee.image_width) }
  var height: Int { unsafe Int(info.pointee.image_height) }
  /// Whether Adobe's APP14 segment is there, with which ink values are inverted.
  var isAdobe: Bool { unsafe info.pointee.saw_Adobe_marker != 0 }
  /// Whether pixels are cyan, magenta, yellow and black.
  var isCMYK: Bool { unsafe [JCS_CMYK, JCS_YCCK].contains(info.pointee.jpeg_color_space) }
  /// Whether a component's blocks come in more than one part.
  var isProgressive: Bool { unsafe info.pointee.progressive_mode != 0 }

  mutating func readHeader() throws(DecodingError) {
    guard unsafe cjpeg_read_header(handle) else { throw error }
    log.warnings.beginScans()
    // With EXT_BGRA the fourth byte is set to 255.
    unsafe info.pointee.out_color_space = isCMYK ? JCS_CMYK : JCS_EXT_BGRA
  }

  /// - Parameter target: of `width` and `height`.
  mutating func readRows(into target: PixelTarget) throws(DecodingError) {
    guard unsafe cjpeg_read_rows(handle, target.pixels, Int(target.stride)) else { throw error }
  }

  /// Whether each coefficient has come with all its bits; to be asked of a progressive file,
  /// between `readRows` and `finish`.
  var hasAllBits: Bool {
    guard let bits = unsafe info.pointee.coef_bits else { return false }
    return unsafe (0..<Int(info.pointee.num_components)).allSatisfy { component in
      unsafe withUnsafeBytes(of: bits[component]) { bits in
        // Al of the last scan; -1: none.
        unsafe bits.bindMemory(to: Int32.self).allSatisfy { $0 == 0 }
      }
    }
  }

  /// Reads what follows the last scan; errors in it are not the picture's fault.
  mutating func finish() { _ = unsafe cjpeg_finish(handle) }

  private var error: DecodingError {
    let code = unsafe cjpeg_error_code(handle)
    if code == 0 { return .unsupported(.jpeg, "more than \(Self.scanLimit) scans") }
    let text = unsafe LibraryWords.inLine(cjpeg_error_text(handle))
    let kinds: [(codes: [J_MESSAGE_CODE], error: DecodingError)] = [
      ([JERR_OUT_OF_MEMORY], .outOfMemory),
      ([JERR_INPUT_EOF, JERR_INPUT_EMPTY, JERR_NO_IMAGE], .truncated(.jpeg)),
      (Self.unusual, .unsupported(.jpeg, "an unusual coding (\(text))")),
    ]
    let kind = kinds.first { $0.codes.map(JPEGWarnings.code).contains(code) }
    return kind?.error ?? JPEGWarnings.damaged
  }

  /// What the standard allows and libjpeg does not do.
  private static let unusual = [
    JERR_ARITH_NOTIMPL, JERR_BAD_PRECISION, JERR_CCIR601_NOTIMPL, JERR_COMPONENT_COUNT,
    JERR_CONVERSION_NOTIMPL, JERR_FRACT_SAMPLE_NOTIMPL, JERR_NOTIMPL, JERR_NOT_COMPILED,
    JERR_SOF_UNSUPPORTED,
  ]
}
