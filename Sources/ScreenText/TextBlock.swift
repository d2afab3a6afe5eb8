import CPango

/// A text that is laid out, ready to be drawn.
package final class TextBlock {
  private let pango: cpango
  private let layout: OpaquePointer
  private let colour: UInt32

  /// Columns and rows that it takes, in pixels.
  package let size: (width: Int, height: Int)

  /// Rows from its top to the line that the letters of its first line stand on.
  package let baseline: Int

  /// - Parameter context: A `PangoContext`.
  init(
    _ text: String, _ style: TextStyle, by pango: cpango, in context: OpaquePointer,
    width: Int?, _ overflow: TextOverflow
  ) {
    // Only out of memory gives none, and GLib ends the process then.
    guard let layout = pango.pango_layout_new(context) else { preconditionFailure("no layout") }
    Self.set(style, of: layout, pango)
    pango.pango_layout_set_text(layout, text, CInt(clamping: text.utf8.count))
    if let width { Self.limit(layout, to: width, overflow, pango) }
    var extents = PangoRectangle()
    pango.pango_layout_get_pixel_extents(layout, nil, &extents)
    baseline = Int(pango.pango_layout_get_baseline(layout)) / Int(CPANGO_SCALE)
    self.pango = pango
    self.layout = layout
    colour = style.colour
    let isFull = style.isCentred && width != nil
    size = (isFull ? width ?? 0 : Int(extents.x + extents.width), Int(extents.height))
  }

  deinit { pango.g_object_unref(UnsafeMutableRawPointer(layout)) }

  /// Whether a character has no glyph in any font, and would be drawn as a box.
  package var hasUnknownCharacters: Bool {
    pango.pango_layout_get_unknown_glyphs_count(layout) > 0
  }

  /// Draws it with its top left corner at that place.
  func draw(on cairo: OpaquePointer, atX x: Int, y: Int) {
    // Marks that are piled up must not reach over other texts; a letter may hang over a little.
    let overhang = Double(size.height / 8)
    pango.cairo_save(cairo)
    defer { pango.cairo_restore(cairo) }
    pango.cairo_rectangle(
      cairo, Double(x) - overhang, Double(y), Double(size.width) + 2 * overhang,
      Double(size.height))
    pango.cairo_clip(cairo)
    pango.setColour(colour, of: cairo)
    pango.cairo_move_to(cairo, Double(x), Double(y))
    pango.pango_cairo_show_layout(cairo, layout)
  }

  private static func set(_ style: TextStyle, of layout: OpaquePointer, _ pango: cpango) {
    let font = pango.pango_font_description_new()
    pango.pango_font_description_set_family(font, "Sans")
    pango.pango_font_description_set_size(font, CInt(style.points * Double(CPANGO_SCALE)))
    let weight = style.isBold ? CPANGO_WEIGHT_BOLD : CPANGO_WEIGHT_NORMAL
    pango.pango_font_description_set_weight(font, CInt(weight))
    pango.pango_layout_set_font_description(layout, font)
    pango.pango_font_description_free(font)
    if style.isCentred {
      pango.pango_layout_set_alignment(layout, CInt(CPANGO_ALIGN_CENTER))
    }
    // All digits as wide as each other: a number that counts stands still.
    let attributes = pango.pango_attr_list_new()
    pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new("tnum=1"))
    pango.pango_layout_set_attributes(layout, attributes)
    pango.pango_attr_list_unref(attributes)
  }

  private static func limit(
    _ layout: OpaquePointer, to width: Int, _ overflow: TextOverflow, _ pango: cpango
  ) {
    pango.pango_layout_set_width(layout, CInt(clamping: max(0, width) * CPANGO_SCALE))
    switch overflow {
    case .wrap: pango.pango_layout_set_wrap(layout, CInt(CPANGO_WRAP_WORD_CHAR))
    case .cutEnd, .cutMiddle:
      let place = overflow == .cutEnd ? CPANGO_ELLIPSIZE_END : CPANGO_ELLIPSIZE_MIDDLE
      pango.pango_layout_set_ellipsize(layout, CInt(place))
      pango.pango_layout_set_single_paragraph_mode(layout, 1)
    }
  }
}

extension cpango {
  /// Draws with a color, `0xAARRGGBB`, from now on.
  func setColour(_ colour: UInt32, of cairo: OpaquePointer) {
    func channel(_ shift: UInt32) -> Double { Double(colour >> shift & 0xFF) / 255 }
    cairo_set_source_rgba(cairo, channel(16), channel(8), channel(0), channel(24))
  }
}
