private import CChafa
private import Glibc
internal import Linux
internal import Pixels

/// A picture in the terminal, by libchafa: in kitty's way or as sixels where the terminal can, else
/// as characters.
enum TerminalPicture {
  /// Why there is none.
  enum Trouble: Error, Equatable {
    /// Standard output is not a terminal.
    case noTerminal
    /// The library cannot be loaded, as dlerror(3) says.
    case noLibrary(String)
  }

  /// The text that shows a picture on a terminal, and ends its line.
  static func text(
    of picture: borrowing Bitmap, on terminal: CInt = STDOUT_FILENO
  ) throws(Trouble) -> [UInt8] {
    guard let size = TerminalSize(of: terminal) else { throw .noTerminal }
    var reason: UnsafePointer<CChar>?
    guard let chafa = cchafa_load(&reason)?.pointee else {
      throw .noLibrary(reason.map { String(cString: $0) } ?? "libchafa")
    }
    let preview = PreviewSize(width: picture.width, height: picture.height, in: size)
    guard let information = chafa.chafa_term_db_detect(chafa.chafa_term_db_get_default(), environ)
    else { throw .noLibrary("libchafa knows no terminals") }
    defer { chafa.chafa_term_info_unref(information) }
    return print(picture, preview, size, information, chafa)
  }

  private static func print(
    _ picture: borrowing Bitmap, _ preview: PreviewSize, _ terminal: TerminalSize,
    _ information: OpaquePointer, _ chafa: cchafa
  ) -> [UInt8] {
    let config = chafa.chafa_canvas_config_new()
    defer { chafa.chafa_canvas_config_unref(config) }
    chafa.chafa_canvas_config_set_geometry(config, CInt(preview.columns), CInt(preview.rows))
    if let cell = terminal.cell {
      chafa.chafa_canvas_config_set_cell_geometry(config, CInt(cell.width), CInt(cell.height))
    }
    let has = { (sequence: Int) in
      chafa.chafa_term_info_have_seq(information, CInt(sequence)) != 0
    }
    chafa.chafa_canvas_config_set_pixel_mode(config, pixelMode(has))
    chafa.chafa_canvas_config_set_canvas_mode(config, canvasMode(has))
    let canvas = chafa.chafa_canvas_new(config)
    defer { chafa.chafa_canvas_unref(canvas) }
    let (width, height, stride) = (picture.width, picture.height, picture.rowStride)
    picture.withBytes { bytes in
      bytes.withUnsafeBytes { memory in
        guard let start = memory.baseAddress else { return }
        chafa.chafa_canvas_draw_all_pixels(
          canvas, CInt(CCHAFA_PIXEL_BGRA8_UNASSOCIATED),
          start.assumingMemoryBound(to: UInt8.self), CInt(width), CInt(height), CInt(stride))
      }
    }
    let text = chafa.chafa_canvas_print(canvas, information)
    defer { _ = chafa.g_string_free(text, 1) }
    let bytes = UnsafeRawBufferPointer(start: text.pointee.str, count: text.pointee.len)
    return Array(bytes) + (bytes.last == 0x0A ? [] : [0x0A])
  }

  private static func pixelMode(_ has: (Int) -> Bool) -> CInt {
    if has(CCHAFA_TERM_SEQ_BEGIN_KITTY_IMMEDIATE_IMAGE_V1) { return CInt(CCHAFA_PIXEL_MODE_KITTY) }
    if has(CCHAFA_TERM_SEQ_BEGIN_SIXELS) { return CInt(CCHAFA_PIXEL_MODE_SIXELS) }
    return CInt(CCHAFA_PIXEL_MODE_SYMBOLS)
  }

  private static func canvasMode(_ has: (Int) -> Bool) -> CInt {
    if has(CCHAFA_TERM_SEQ_SET_COLOR_FGBG_DIRECT) { return CInt(CCHAFA_CANVAS_MODE_TRUECOLOR) }
    if has(CCHAFA_TERM_SEQ_SET_COLOR_FGBG_256) { return CInt(CCHAFA_CANVAS_MODE_INDEXED_240) }
    if has(CCHAFA_TERM_SEQ_SET_COLOR_FGBG_16) { return CInt(CCHAFA_CANVAS_MODE_INDEXED_16) }
    return CInt(CCHAFA_CANVAS_MODE_FGBG)
  }
}

extension TerminalPicture.Trouble: CustomStringConvertible {
  /// What is missing, and what to do.
  var description: String {
    switch self {
    case .noTerminal: "no preview: standard output is not a terminal"
    case .noLibrary(let reason):
      "no preview: libchafa cannot be loaded (Debian: libchafa0): \(reason)"
    }
  }
}
