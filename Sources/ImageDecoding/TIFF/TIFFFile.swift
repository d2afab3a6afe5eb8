internal import CTIFF
private import Glibc
private import Linux
internal import Pixels
private import Synchronization

/// A TIFF that libtiff has open in memory; it undoes compression and byte order.
///
/// libtiff has one pair of handlers for the process, so one file is read at a time.
@safe struct TIFFFile: ~Copyable {
  /// Gives the C functions' context a place that does not move.
  @safe private final class Source {
    let bytes: UnsafeRawBufferPointer
    var offset = 0
    init(_ bytes: UnsafeRawBufferPointer) { unsafe self.bytes = unsafe bytes }
  }

  /// The first warning of the JPEG codec about the data; written under the lock.
  nonisolated(unsafe) private static var damage: String?

  private let functions: UnsafePointer<ctiff>
  private let tiff: OpaquePointer
  private let source: Source

  /// Opens page `number` of a file, and lends it.
  static func read(
    _ file: FileBytes, page number: Int,
    _ body: (borrowing TIFFFile) throws(DecodingError) -> Void
  ) throws(DecodingError) {
    try LibraryTurn.lock.withLock { _ throws(DecodingError) in
      let opened = try TIFFFile(file)
      guard unsafe opened.functions.pointee.TIFFSetDirectory(opened.tiff, UInt32(number)) != 0
      else {
        throw TIFFFile.damaged
      }
      unsafe damage = nil
      try body(opened)
      if let damage = unsafe damage { throw Self.error(damage) }
    }
  }

  private init(_ file: FileBytes) throws(DecodingError) {
    var trouble: UnsafePointer<CChar>?
    guard let functions = unsafe ctiff_load(&trouble) else {
      throw unsafe .lacking("libtiff", for: .tiff, saying: trouble)
    }
    _ = unsafe functions.pointee.TIFFSetErrorHandler(nil)
    _ = unsafe functions.pointee.TIFFSetWarningHandler(TIFFFile.takeWarning)
    let source = unsafe Source(file.raw)
    let context = unsafe Unmanaged.passUnretained(source).toOpaque()
    // "m": no mapping, as the bytes are in memory; "c": a strip stays as the file has it, where
    // libtiff else makes several of a large one that is not compressed.
    let tiff = unsafe functions.pointee.TIFFClientOpen(
      "picture", "rmc", context, TIFFFile.readBytes, { _, _, _ in 0 }, TIFFFile.seek,
      { _ in 0 },
      { unsafe UInt64(TIFFFile.source($0)?.bytes.count ?? 0) }, { _, _, _ in 0 }, { _, _, _ in })
    guard let tiff = unsafe tiff else { throw TIFFFile.damaged }
    unsafe self.functions = functions
    unsafe self.tiff = tiff
    self.source = source
  }

  deinit { unsafe functions.pointee.TIFFClose(tiff) }

  static let damaged = DecodingError.corrupt(.tiff, "its data is incomplete or makes no sense")

  /// Whether libtiff was built with the codec (tiff.h, `COMPRESSION_...`).
  func hasCodec(_ compression: Int) -> Bool {
    UInt16(exactly: compression).map { unsafe functions.pointee.TIFFIsCODECConfigured($0) != 0 }
      ?? false
  }

  /// Has the JPEG codec give RGB.
  func convertJPEG() { unsafe ctiff_convert_jpeg(functions, tiff) }

  /// Has the codec of SGI's logarithms give float32, where it would give 16 bits.
  func giveFloats() { unsafe ctiff_give_floats(functions, tiff) }

  /// Reads a strip or a tile, all of it.
  func readBlock(
    _ number: Int, isTile: Bool, into target: UnsafeMutableRawBufferPointer
  ) throws(DecodingError) {
    let read =
      unsafe isTile ? functions.pointee.TIFFReadEncodedTile : functions.pointee.TIFFReadEncodedStrip
    guard unsafe read(tiff, UInt32(number), target.baseAddress, target.count) == target.count else {
      throw Self.damaged
    }
  }

  /// Lets libtiff make the colors: red, green, blue and alpha, in the file's own orientation.
  ///
  /// - Parameter target: all of a bitmap, as libtiff knows no stride.
  func readColors(into target: PixelTarget, orientation: Orientation) throws(DecodingError) {
    let pixels = unsafe UnsafeMutableRawPointer(target.pixels)
    let isRead = unsafe functions.pointee.TIFFReadRGBAImageOriented(
      tiff, UInt32(target.width), UInt32(target.height),
      pixels.assumingMemoryBound(to: UInt32.self), CInt(orientation.rawValue), 1)
    guard isRead != 0 else { throw Self.damaged }
  }

  private static func source(_ context: UnsafeMutableRawPointer?) -> Source? {
    unsafe context.map { unsafe Unmanaged<Source>.fromOpaque($0).takeUnretainedValue() }
  }

  private static let readBytes: ctiff_read_write = { context, target, count in
    guard let source = unsafe TIFFFile.source(context), let target = unsafe target, count > 0 else {
      return 0
    }
    let count = unsafe min(count, source.bytes.count - source.offset)
    guard count > 0 else { return 0 }
    let end = source.offset + count
    unsafe UnsafeMutableRawBufferPointer(start: target, count: count)
      .copyMemory(from: UnsafeRawBufferPointer(rebasing: source.bytes[source.offset..<end]))
    source.offset = end
    return count
  }

  private static let seek: ctiff_seek = { context, offset, origin in
    guard let source = unsafe TIFFFile.source(context) else { return .max }
    let start = unsafe [SEEK_CUR: source.offset, SEEK_END: source.bytes.count][origin] ?? 0
    let (place, overflow) = start.addingReportingOverflow(Int(truncatingIfNeeded: offset))
    guard !overflow, place >= 0 else { return .max }
    source.offset = unsafe min(place, source.bytes.count)
    return UInt64(place)
  }

  /// Keeps what libjpeg says of the data: libtiff goes on, and shows gray.
  private static let takeWarning: ctiff_handler = { module, format, arguments in
    guard let module = unsafe module, let format = unsafe format, let arguments = unsafe arguments,
      unsafe strcmp(module, "JPEGLib") == 0
    else { return }
    var text = [CChar](repeating: 0, count: 200)
    unsafe vsnprintf(&text, text.count, format, arguments)
    let words = String(
      decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let isHarmless = words.mentions("extraneous bytes") || words.mentions("end of JPEG file")
    if unsafe TIFFFile.damage == nil, words.mentions("Corrupt JPEG data"), !isHarmless {
      unsafe TIFFFile.damage = words
    }
  }

  private static func error(_ words: String) -> DecodingError {
    words.mentions("premature end") ? .truncated(.tiff) : damaged
  }
}
