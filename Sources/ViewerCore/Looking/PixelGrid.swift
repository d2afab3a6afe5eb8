package import Pixels

/// Where the pixels of a much magnified picture stand in the window: a pure value.
///
/// Columns and rows are counted as they are seen, so of a turned picture.
package struct PixelGrid: Equatable, Sendable {
  private let view: View
  /// The columns and rows that are in the window, also in part.
  package let columns: Range<Int>
  package let rows: Range<Int>

  /// From this scale on there is room to write in a pixel.
  package static let from = 48.0

  /// The grid of a view; nil where pixels are not seen as squares, or are too small to write in.
  package init?(_ view: View, _ style: Style) {
    guard view.scale >= Self.from, style.magnification(at: view.scale) == .nearest,
      !view.visible.isEmpty
    else { return nil }
    self.view = view
    let (visible, picture, size) = (view.visible, view.picture, view.turned)
    columns = Self.indices(
      from: visible.x - picture.x, to: visible.maxX - picture.x, of: picture.width, size.width)
    rows = Self.indices(
      from: visible.y - picture.y, to: visible.maxY - picture.y, of: picture.height, size.height)
  }

  private static func indices(from start: Int, to end: Int, of length: Int, _ count: Int)
    -> Range<Int>
  {
    func index(_ place: Int) -> Int {
      min(count - 1, max(0, Int((Double(place) + 0.5) / Double(length) * Double(count))))
    }
    return index(start)..<index(end - 1) + 1
  }

  /// The window's pixels that show a pixel, whether they are in the window or not.
  package func cell(column: Int, row: Int) -> PixelRect {
    let (picture, size) = (view.picture, view.turned)
    let (left, right) = (
      Self.edge(column, of: size.width, in: picture.width),
      Self.edge(column + 1, of: size.width, in: picture.width)
    )
    let (top, bottom) = (
      Self.edge(row, of: size.height, in: picture.height),
      Self.edge(row + 1, of: size.height, in: picture.height)
    )
    return PixelRect(
      x: picture.x + left, y: picture.y + top, width: right - left, height: bottom - top)
  }

  /// The first pixel of the window whose middle lies in that pixel of the picture, or beyond.
  private static func edge(_ index: Int, of count: Int, in length: Int) -> Int {
    Int((Double(index) * Double(length) / Double(count) - 0.5).rounded(.up))
  }

  /// Where the pixel is stored.
  package func stored(column: Int, row: Int) -> (x: Int, y: Int) {
    let place = view.look.orientation.stored(
      (Double(column) + 0.5) / Double(view.turned.width),
      (Double(row) + 0.5) / Double(view.turned.height))
    return (
      min(view.image.width - 1, Int(place.x * Double(view.image.width))),
      min(view.image.height - 1, Int(place.y * Double(view.image.height)))
    )
  }
}
