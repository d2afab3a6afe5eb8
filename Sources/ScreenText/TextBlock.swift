private import CPango

/// A text that is laid out, ready to be drawn.
package final class TextBlock {
  private let layout: OpaquePointer
  private let colour: UInt32

  /// Columns and rows that it takes, in pixels.
  package let size: (width: Int, height: Int)

  /// - Parameter context: A `PangoContext`.
  init(_ text: String, _ style: TextStyle, in context: OpaquePointer, width: Int?) {
    // Only out of memory gives none, and GLib ends the process then.
    guard let layout = pango_layout_new(context) else { preconditionFailure("no layout") }
    let font = pango_font_description_new()
    pango_font_description_set_family(font, style.family.rawValue)
    pango_font_description_set_size(font, CInt(style.points * Double(PANGO_SCALE)))
    pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    pango_layout_set_font_description(layout, font)
    pango_font_description_free(font)
    pango_layout_set_text(layout, text, CInt(text.utf8.count))
    if let width {
      pango_layout_set_width(layout, CInt(width) * CInt(PANGO_SCALE))
      pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    }
    var extents = PangoRectangle()
    pango_layout_get_pixel_extents(layout, nil, &extents)
    self.layout = layout
    colour = style.colour
    size = (Int(extents.x + extents.width), Int(extents.height))
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

  /// Whether a character has no glyph in any font, and would be drawn as a box.
  package var hasUnknownCharacters: Bool { pango_layout_get_unknown_glyphs_count(layout) > 0 }

  /// Draws it with its top left corner at cairo's current point.
  func draw(on cairo: OpaquePointer?) {
    func channel(_ shift: UInt32) -> Double { Double(colour >> shift & 0xFF) / 255 }
    cairo_set_source_rgba(cairo, channel(16), channel(8), channel(0), channel(24))
    pango_cairo_show_layout(cairo, layout)
  }
}
