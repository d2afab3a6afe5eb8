import CPango
package import Pixels

/// Lays out and draws text in any script, with the fonts that the system has (pango, fontconfig).
///
/// One thread. The first text takes some milliseconds, for the libraries to be loaded and for
/// fontconfig to read its cache.
package final class TextPainter {
  private let pango: cpango
  private let context: OpaquePointer

  /// - Parameter dotsPerInch: The resolution of the screen, as `Xft.dpi` says it; 96 where nobody
  ///   does.
  /// - Throws: `TextError` where there is nothing to draw text with.
  package init(dotsPerInch: Double = 96) throws(TextError) {
    let pango = try Pango.functions.get()
    guard let fonts = pango.pango_cairo_font_map_new() else { throw .noFonts }
    defer { pango.g_object_unref(UnsafeMutableRawPointer(fonts)) }
    pango.pango_cairo_font_map_set_resolution(fonts, min(max(dotsPerInch, 24), 960))
    guard let context = pango.pango_font_map_create_context(fonts) else { throw .noFonts }
    (self.pango, self.context) = (pango, context)
    if block("Aa0?").hasUnknownCharacters { throw .noFonts }
  }

  deinit { pango.g_object_unref(UnsafeMutableRawPointer(context)) }

  /// Lays a text out; its lines are those of the text, unless they are longer than `width`.
  ///
  /// - Parameters:
  ///   - text: Any text; its direction is that of its first letter, line by line.
  ///   - width: Pixels; nil for lines of any length.
  package func block(
    _ text: String, _ style: TextStyle = TextStyle(), width: Int? = nil,
    _ overflow: TextOverflow = .wrap
  ) -> TextBlock {
    TextBlock(text, style, by: pango, in: context, width: width, overflow)
  }

  /// Draws texts over a picture of premultiplied pixels; what lies outside of it is cut off.
  ///
  /// - Parameters:
  ///   - texts: Each with the place of its top left corner.
  ///   - sheets: What is drawn below them, the lowest first, each with the place that it fills.
  package func draw(
    _ texts: [(block: TextBlock, x: Int, y: Int)],
    on sheets: [(sheet: TextSheet, place: PixelRect)] = [], over picture: inout Bitmap
  ) {
    let (width, height, stride) = (picture.width, picture.height, picture.rowStride)
    picture.withUnsafeMutableBytes { bytes in
      let surface = pango.cairo_image_surface_create_for_data(
        bytes.bindMemory(to: UInt8.self).baseAddress, CInt(CPANGO_CAIRO_FORMAT_ARGB32),
        CInt(width), CInt(height), CInt(stride))
      defer { pango.cairo_surface_destroy(surface) }
      guard let cairo = pango.cairo_create(surface) else { return }  // never null (cairo.h)
      defer { pango.cairo_destroy(cairo) }
      for (sheet, place) in sheets { sheet.draw(on: cairo, over: place, by: pango) }
      for text in texts { text.block.draw(on: cairo, atX: text.x, y: text.y) }
      pango.cairo_surface_flush(surface)
    }
  }
}
