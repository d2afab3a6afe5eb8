import CPango

/// What texts stand on: a rectangle with round corners that fills its picture.
package struct TextSheet: Hashable, Sendable {
  /// `0xAARRGGBB`, straight alpha.
  package var colour: UInt32
  /// Of a thin line around it, on its inside.
  package var outline: UInt32
  /// Width of that line, in pixels.
  package var outlineWidth: Double
  /// Of the corners, in pixels.
  package var radius: Double

  package init(colour: UInt32, outline: UInt32, outlineWidth: Double, radius: Double) {
    self.colour = colour
    self.outline = outline
    self.outlineWidth = outlineWidth
    self.radius = radius
  }

  func draw(on cairo: OpaquePointer, width: Double, height: Double, by pango: cpango) {
    path(on: cairo, width, height, inset: 0, by: pango)
    pango.setColour(colour, of: cairo)
    pango.cairo_fill(cairo)
    if outlineWidth <= 0 { return }
    path(on: cairo, width, height, inset: outlineWidth / 2, by: pango)
    pango.setColour(outline, of: cairo)
    pango.cairo_set_line_width(cairo, outlineWidth)
    pango.cairo_stroke(cairo)
  }

  private func path(
    on cairo: OpaquePointer, _ width: Double, _ height: Double, inset: Double, by pango: cpango
  ) {
    let radius = max(0, min(radius, width / 2, height / 2) - inset)
    let (near, right, bottom) = (inset + radius, width - inset - radius, height - inset - radius)
    let corners = [(right, near), (right, bottom), (near, bottom), (near, near)]
    pango.cairo_new_sub_path(cairo)
    for (index, corner) in corners.enumerated() {
      let start = Double.pi / 2 * Double(index - 1)
      pango.cairo_arc(cairo, corner.0, corner.1, radius, start, start + Double.pi / 2)
    }
    pango.cairo_close_path(cairo)
  }
}
