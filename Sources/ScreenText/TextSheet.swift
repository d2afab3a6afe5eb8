import CPango
import Pixels

/// What texts stand on: a rectangle with round corners.
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

  func draw(on cairo: OpaquePointer, over place: PixelRect, by pango: cpango) {
    path(on: cairo, place, inset: 0, by: pango)
    pango.setColour(colour, of: cairo)
    pango.cairo_fill(cairo)
    if outlineWidth <= 0 { return }
    path(on: cairo, place, inset: outlineWidth / 2, by: pango)
    pango.setColour(outline, of: cairo)
    pango.cairo_set_line_width(cairo, outlineWidth)
    pango.cairo_stroke(cairo)
  }

  private func path(
    on cairo: OpaquePointer, _ place: PixelRect, inset: Double, by pango: cpango
  ) {
    let (width, height) = (Double(place.width), Double(place.height))
    let radius = max(0, min(radius, width / 2, height / 2) - inset)
    let (left, top) = (Double(place.x) + inset + radius, Double(place.y) + inset + radius)
    let (right, bottom) = (Double(place.maxX) - inset - radius, Double(place.maxY) - inset - radius)
    let corners = [(right, top), (right, bottom), (left, bottom), (left, top)]
    pango.cairo_new_sub_path(cairo)
    for (index, corner) in corners.enumerated() {
      let start = Double.pi / 2 * Double(index - 1)
      pango.cairo_arc(cairo, corner.0, corner.1, radius, start, start + Double.pi / 2)
    }
    pango.cairo_close_path(cairo)
  }
}
