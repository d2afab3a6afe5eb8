import Pixels
import Testing

@testable import ViewerCore

@Suite struct PixelGridTests {
  static let orientations: [Orientation] = [
    .upright, .upright.turned(quarters: 1), .upright.turned(quarters: 2).mirroredSideways,
  ]

  @Test(
    "each pixel of the window lies in the cell of the picture's pixel that it shows",
    arguments: orientations)
  func cells(orientation: Orientation) throws {
    for scale in [48.0, 50.3, 64] {
      var look = Look()
      look.scale = .zoom(scale)
      look.centre = Look.Place(x: 0.3, y: 0.8)
      look.orientation = orientation
      let view = View(
        image: Size(width: 9, height: 7), window: Size(width: 211, height: 157), look: look)
      let grid = try #require(PixelGrid(view, Style()))
      for y in 0..<157 {
        for x in 0..<211 {
          let shown = view.pixel(atX: x, y: y)
          let cells = grid.rows.flatMap { row in grid.columns.map { (row: row, column: $0) } }
            .filter { grid.cell(column: $0.column, row: $0.row).contains(x: x, y: y) }
          let stored = cells.first.map { grid.stored(column: $0.column, row: $0.row) }
          guard cells.count == (shown == nil ? 0 : 1), stored?.x == shown?.x, stored?.y == shown?.y
          else {
            Issue.record("at \(x), \(y), scale \(scale): \(cells), \(String(describing: shown))")
            return
          }
        }
      }
    }
  }

  @Test("there is none below 48 times the size, nor where the picture is smooth")
  func none() {
    var look = Look()
    look.scale = .zoom(47.9)
    let (image, window) = (Size(width: 9, height: 7), Size(width: 211, height: 157))
    #expect(PixelGrid(View(image: image, window: window, look: look), Style()) == nil)
    look.scale = .zoom(48)
    #expect(PixelGrid(View(image: image, window: window, look: look), Style()) != nil)
    let smooth = Style(magnification: .bilinear)
    #expect(PixelGrid(View(image: image, window: window, look: look), smooth) == nil)
  }
}
