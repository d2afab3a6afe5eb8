internal import CJXL
private import Linux
private import Synchronization

/// A file in libjxl's hands.
@safe struct JPEGXLFile: ~Copyable {
  /// What the file says of its picture, as it is decoded: upright.
  struct Facts {
    let width: Int
    let height: Int
    let alpha: Decoded.Alpha
    let isGray: Bool
  }

  private let functions: UnsafePointer<cjxl>
  private let decoder: OpaquePointer
  /// libjxl's threads.
  private let runner: UnsafeMutableRawPointer

  /// What a file without boxes begins with.
  static let codestreamMark: [UInt8] = [0xFF, 0x0A]

  /// Opens a file, and lends it.
  static func read<Result: ~Copyable & Sendable>(
    _ file: FileBytes, _ body: (borrowing JPEGXLFile) throws(DecodingError) -> Result
  ) throws(DecodingError) -> Result {
    try LibraryTurn.lock.withLock { _ throws(DecodingError) in
      var trouble: UnsafePointer<CChar>?
      guard let functions = unsafe cjxl_load(&trouble) else {
        throw unsafe .lacking("libjxl", for: .jpegXL, saying: trouble)
      }
      return try StandardDescriptors.silencingError { () throws(DecodingError) in
        try NewMemory.filled(with: 0) { () throws(DecodingError) in
          try unsafe body(try JPEGXLFile(file, functions))
        }
      }
    }
  }

  private init(_ file: FileBytes, _ functions: UnsafePointer<cjxl>) throws(DecodingError) {
    guard let decoder = unsafe functions.pointee.JxlDecoderCreate(nil) else { throw .outOfMemory }
    guard let runner = unsafe functions.pointee.JxlResizableParallelRunnerCreate(nil) else {
      unsafe functions.pointee.JxlDecoderDestroy(decoder)
      throw .outOfMemory
    }
    unsafe (self.functions, self.decoder, self.runner) = (functions, decoder, runner)
    _ = unsafe functions.pointee.JxlDecoderSetParallelRunner(
      decoder, functions.pointee.runner, runner)
    _ = unsafe functions.pointee.JxlDecoderSubscribeEvents(
      decoder, Int32(CJXL_BASIC_INFO | CJXL_COLOR_ENCODING | CJXL_FULL_IMAGE))
    _ = unsafe functions.pointee.JxlDecoderSetInput(decoder, file.raw.baseAddress, file.count)
    unsafe functions.pointee.JxlDecoderCloseInput(decoder)
  }

  deinit {
    unsafe functions.pointee.JxlDecoderDestroy(decoder)
    unsafe functions.pointee.JxlResizableParallelRunnerDestroy(runner)
  }

  private static let damaged = DecodingError.corrupt(
    .jpegXL, "its data is incomplete or makes no sense")

  /// Reads on to the picture's header; to be called first, and once.
  func facts() throws(DecodingError) -> Facts {
    switch unsafe Int(functions.pointee.JxlDecoderProcessInput(decoder)) {
    case CJXL_BASIC_INFO: break
    case CJXL_NEED_MORE_INPUT: throw .truncated(.jpegXL)
    default: throw Self.damaged
    }
    var info = JxlBasicInfo()
    guard unsafe functions.pointee.JxlDecoderGetBasicInfo(decoder, &info) == 0 else {
      throw Self.damaged
    }
    let threadCount = unsafe functions.pointee.JxlResizableParallelRunnerSuggestThreads(
      UInt64(info.xsize), UInt64(info.ysize))
    unsafe functions.pointee.JxlResizableParallelRunnerSetThreads(runner, Int(threadCount))
    return Facts(
      width: Int(info.xsize), height: Int(info.ysize),
      alpha: info.alpha_bits == 0
        ? .opaque : info.alpha_premultiplied != 0 ? .premultiplied : .straight,
      isGray: info.num_color_channels == 1)
  }

  /// Reads on to what the colors of the decoded pixels mean; to be called once, after `facts`.
  ///
  /// Colors that the file keeps as XYB become sRGB; others stay what they were when the file was
  /// written, and libjxl tells their profile.
  func profile(isGray: Bool) throws(DecodingError) -> FileProfile? {
    switch unsafe Int(functions.pointee.JxlDecoderProcessInput(decoder)) {
    case CJXL_COLOR_ENCODING: break
    case CJXL_NEED_MORE_INPUT: throw .truncated(.jpegXL)
    default: throw Self.damaged
    }
    var wish = JxlColorEncoding()
    wish.color_space = isGray ? Int32(CJXL_COLOR_SPACE_GRAY) : 0
    wish.white_point = Int32(CJXL_WHITE_POINT_D65)
    wish.primaries = Int32(CJXL_PRIMARIES_SRGB)
    wish.transfer_function = Int32(CJXL_TRANSFER_FUNCTION_SRGB)
    wish.rendering_intent = Int32(CJXL_RENDERING_INTENT_RELATIVE)
    _ = unsafe functions.pointee.JxlDecoderSetPreferredColorProfile(decoder, &wish)
    var format = Self.format
    var size = 0
    guard unsafe cjxl_icc_size(functions, decoder, &format, &size) == 0,
      (1...FileProfile.mostBytes).contains(size)
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: size)
    let status = unsafe bytes.withUnsafeMutableBufferPointer {
      unsafe cjxl_icc(functions, decoder, &format, $0.baseAddress, size)
    }
    return .icc(status == 0 ? bytes : [])
  }

  private static let format = JxlPixelFormat(
    num_channels: 4, data_type: Int32(CJXL_TYPE_UINT8), endianness: 0, align: 0)

  /// Where a file without boxes ends that others may follow on, without decoding it; nil where it
  /// is not whole, and without libjxl.
  static func codestreamEnd(of file: FileBytes) -> Int? {
    try? read(file) { (reader) throws(DecodingError) in
      try file.count - reader.rest()
    }
  }

  /// Reads on to the end of the last frame, and decodes none; nothing else may be read of the file.
  ///
  /// - Returns: how many bytes stand behind it.
  private func rest() throws(DecodingError) -> Int {
    unsafe functions.pointee.JxlDecoderSkipFrames(decoder, .max)
    while true {
      switch unsafe Int(functions.pointee.JxlDecoderProcessInput(decoder)) {
      case CJXL_BASIC_INFO, CJXL_COLOR_ENCODING: continue
      case CJXL_SUCCESS: return unsafe functions.pointee.JxlDecoderReleaseInput(decoder)
      case CJXL_NEED_MORE_INPUT: throw .truncated(.jpegXL)
      default: throw Self.damaged
      }
    }
  }

  /// Decodes the picture, after `facts`; `target` has its size, and all of a bitmap.
  func decode(into target: PixelTarget) throws(DecodingError) {
    var format = Self.format
    var isWhole = false
    while true {
      switch unsafe Int(functions.pointee.JxlDecoderProcessInput(decoder)) {
      case CJXL_NEED_IMAGE_OUT_BUFFER where !isWhole:
        let status = unsafe functions.pointee.JxlDecoderSetImageOutBuffer(
          decoder, &format, target.pixels, target.byteCount)
        guard status == 0 else { throw Self.damaged }
      case CJXL_FULL_IMAGE: isWhole = true
      // The end, or the next frame of an animation.
      case CJXL_SUCCESS, CJXL_NEED_IMAGE_OUT_BUFFER:
        guard isWhole else { throw .truncated(.jpegXL) }
        return target.swapRedAndBlue()
      case CJXL_NEED_MORE_INPUT: throw .truncated(.jpegXL)
      default: throw Self.damaged
      }
    }
  }
}
