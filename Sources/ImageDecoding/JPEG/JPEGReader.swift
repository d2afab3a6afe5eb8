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
  private var header = cjpeg_header()

  /// Loads libjpeg, if it is there.
  static func load() { _ = cjpeg_load() }

  /// - Parameter file: has to stay in place for as long as the reader lives.
  init(_ file: FileBytes) throws(DecodingError) {
    guard cjpeg_load() else { throw .noLibrary(.jpeg, "libjpeg") }
    let log = Log(file)
    let handle = unsafe cjpeg_new(
      file.raw.bindMemory(to: UInt8.self).baseAddress, file.count, Self.scanLimit,
      { context, message, parameter, offset in
        guard let context = unsafe context else { return }
        let log = unsafe Unmanaged<Log>.fromOpaque(context).takeUnretainedValue()
        log.warnings.append(message, parameter: parameter, offset: offset)
      }, unsafe Unmanaged.passUnretained(log).toOpaque())
    guard let handle = unsafe handle else { throw .outOfMemory }
    unsafe self.handle = handle
    self.log = log
  }

  /// Reads these parts of the file, which lie within it and end with an end mark, as if they were
  /// the file; to be called before the header is read.
  mutating func read(pieces: [Range<Int>]) throws(DecodingError) {
    let pieces = pieces.map { cjpeg_piece(offset: $0.lowerBound, count: $0.count) }
    let isReady = unsafe pieces.withUnsafeBufferPointer { pieces in
      guard let first = pieces.baseAddress else { return false }
      return unsafe cjpeg_read_pieces(handle, first, pieces.count)
    }
    guard isReady else { throw .outOfMemory }
  }

  deinit { unsafe cjpeg_free(handle) }

  var warnings: JPEGWarnings { log.warnings }

  var width: Int { Int(header.width) }
  var height: Int { Int(header.height) }
  var componentCount: Int { Int(header.component_count) }
  /// Rows of pixels in a row of MCUs.
  var rowHeight: Int { Int(header.row_height) }
  /// Whether Adobe's APP14 segment is there, with which ink values are inverted.
  var isAdobe: Bool { header.is_adobe }
  /// Whether pixels are cyan, magenta, yellow and black; else the fourth byte is 255.
  var isCMYK: Bool { header.is_cmyk }
  /// Whether a component's blocks come in more than one part.
  var isProgressive: Bool { header.is_progressive }
  /// Whether all components come together, so that rows can be made while the file is read.
  var hasOneScan: Bool { header.has_one_scan }

  mutating func readHeader() throws(DecodingError) {
    guard unsafe cjpeg_read_header(handle, &header) else { throw error }
    log.warnings.beginScans()
  }

  /// To be called after the header, once, before the rows are read.
  mutating func start() throws(DecodingError) {
    guard unsafe cjpeg_start(handle) else { throw error }
  }

  /// Reads the next rows: as many as `target` has.
  ///
  /// - Parameter target: of `width`; all of them together of `height`.
  mutating func readRows(into target: PixelTarget) throws(DecodingError) {
    guard
      unsafe cjpeg_read_rows(
        handle, target.pixels, Int(target.stride), UInt32(target.height))
    else { throw error }
  }

  /// Passes over the next rows, which are not all of them; to be called between `start` and
  /// `readRows`.
  mutating func skipRows(_ count: Int) throws(DecodingError) {
    guard unsafe cjpeg_skip_rows(handle, UInt32(count)) else { throw error }
  }

  /// Whether each coefficient has come with all its bits; to be asked of a progressive file,
  /// between `readRows` and `finish`.
  var hasAllBits: Bool { unsafe cjpeg_has_all_bits(handle) }

  /// Reads what follows the last scan; errors in it are not the picture's fault.
  mutating func finish() { _ = unsafe cjpeg_finish(handle) }

  /// To be called after the header, once, in place of `start`: then the scans are read, row by row,
  /// and the rows of the picture are made of the blocks, which have to be given first.
  ///
  /// - Returns: how many rows of MCUs each scan has.
  mutating func startBlocks() throws(DecodingError) -> Int {
    var rowCount: UInt32 = 0
    guard unsafe cjpeg_start_blocks(handle, &rowCount) else { throw error }
    return Int(rowCount)
  }

  /// Gives each component whose blocks are not another's blocks of its own, once; all are zeros.
  ///
  /// - Parameter depth: of so many rows of MCUs the blocks are there at a time; nil: of all.
  mutating func makeBlocks(of component: Int, depth: Int? = nil) throws(DecodingError) {
    let depth = depth.map(UInt32.init) ?? .max
    guard unsafe cjpeg_make_blocks(handle, UInt32(component), depth) else { throw error }
  }

  /// Works on the blocks that another reader has been given, which has to live as long.
  mutating func shareBlocks(of component: Int, with other: borrowing JPEGReader) {
    unsafe cjpeg_share_blocks(handle, other.handle, UInt32(component))
  }

  /// Reads the next row of MCUs of this scan, or the first one of the next scan.
  mutating func readScanRow() throws(DecodingError) {
    guard unsafe cjpeg_read_scan_row(handle) else { throw error }
  }

  /// To be called after the last row of the last scan.
  mutating func endScans() throws(DecodingError) {
    guard unsafe cjpeg_end_scans(handle) else { throw error }
  }

  /// Uses another reader's quantization tables where it has none, which has to live as long; to be
  /// called between `endScans` and `startOutput`.
  mutating func shareTables(with other: borrowing JPEGReader) {
    unsafe cjpeg_share_tables(handle, other.handle)
  }

  /// To be called once, before the rows are read: after the scans, or where another reader reads
  /// them.
  mutating func startOutput() throws(DecodingError) {
    guard unsafe cjpeg_start_output(handle) else { throw error }
  }

  /// Lets rows of pixels be made of the first rows of MCUs, which another reader has read. Those of
  /// each need the next one as well.
  mutating func offerRows(_ count: Int) { unsafe cjpeg_offer_rows(handle, UInt32(count)) }

  private var error: DecodingError {
    let message = unsafe cjpeg_error(handle)
    let text = unsafe LibraryWords.inLine(cjpeg_error_text(handle))
    switch message {
    case CJPEG_TOO_MANY_SCANS: return .unsupported(.jpeg, "more than \(Self.scanLimit) scans")
    case CJPEG_OUT_OF_MEMORY: return .outOfMemory
    case CJPEG_INPUT_EOF, CJPEG_INPUT_EMPTY, CJPEG_NO_IMAGE: return .truncated(.jpeg)
    case _ where Self.unusual.contains(message):
      return .unsupported(.jpeg, "an unusual coding (\(text))")
    default: return JPEGWarnings.damaged
    }
  }

  /// What the standard allows and libjpeg does not do.
  private static let unusual = [
    CJPEG_ARITH_NOTIMPL, CJPEG_BAD_PRECISION, CJPEG_CCIR601_NOTIMPL, CJPEG_COMPONENT_COUNT,
    CJPEG_CONVERSION_NOTIMPL, CJPEG_FRACT_SAMPLE_NOTIMPL, CJPEG_NOTIMPL, CJPEG_NOT_COMPILED,
    CJPEG_SOF_UNSUPPORTED,
  ]
}
