private import CPango
package import Pixels

/// Lays out and draws text in any script, with the fonts that the system has (pango, fontconfig).
///
/// One thread. The first text takes some milliseconds, for fontconfig to read its cache.
package final class TextPainter {
  private let context: OpaquePointer

  /// - Parameter dotsPerInch: The resolution of the screen, as `Xft.dpi` says it; 96 where nobody does.
  /// - Throws: `TextError.noFonts`.
  package init(dotsPerInch: Double = 96) throws(TextError) {
    guard let fonts = pango_cairo_font_map_new() else { throw .noFonts }
    defer { g_object_unref(UnsafeMutableRawPointer(fonts)) }
    pango_cairo_font_map_set_resolution(OpaquePointer(fonts), min(max(dotsPerInch, 24), 960))
    guard let context = pango_font_map_create_context(fonts) else { throw .noFonts }
    self.context = context
    let letters = TextBlock("Aa0?", TextStyle(), in: context, width: nil)
    if letters.hasUnknownCharacters { throw .noFonts }
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(context)) }

  /// Lays a text out; its lines are those of the text, and broken where they are longer than `width`.
  ///
  /// - Parameters:
  ///   - text: Any text; its direction is that of its first letter, line by line.
  ///   - width: Pixels; nil for lines of any length.
  package func block(_ text: String, _ style: TextStyle = TextStyle(), width: Int? = nil)
    -> TextBlock
  {
    TextBlock(text, style, in: context, width: width)
  }

  /// Draws texts over a picture of premultiplied pixels; what lies outside of it is cut off.
  ///
  /// - Parameter texts: Each with the place of its top left corner.
  package func draw(_ texts: [(block: TextBlock, x: Int, y: Int)], over picture: inout Bitmap) {
    let (width, height, stride) = (picture.width, picture.height, picture.rowStride)
    picture.withUnsafeMutableBytes { bytes in
      let surface = cairo_image_surface_create_for_data(
        bytes.bindMemory(to: UInt8.self).baseAddress, CAIRO_FORMAT_ARGB32, CInt(width),
        CInt(height),
        CInt(stride))
      defer { cairo_surface_destroy(surface) }
      let cairo = cairo_create(surface)
      defer { cairo_destroy(cairo) }
      for text in texts {
        cairo_move_to(cairo, Double(text.x), Double(text.y))
        text.block.draw(on: cairo)
      }
      cairo_surface_flush(surface)
    }
  }
}
