import Pixels
import Testing

@testable import ViewerCore

@Suite struct GridLayoutTests {
  private static let wide = Size(width: 1920, height: 1080)

  @Test(
    "columns and rows suit the shapes of the pictures and of the window",
    arguments: [
      (1, Size(width: 640, height: 480), wide, "1x1"),
      (2, Size(width: 640, height: 480), wide, "2x1"),
      (2, Size(width: 640, height: 480), Size(width: 500, height: 1000), "1x2"),
      (3, Size(width: 640, height: 480), wide, "2x2"),
      (3, Size(width: 400, height: 1000), wide, "3x1"),
      (3, Size(width: 3000, height: 400), wide, "1x3"),
      (4, Size(width: 640, height: 480), wide, "2x2"),
      (6, Size(width: 640, height: 480), wide, "3x2"),
      (16, Size(width: 640, height: 480), wide, "4x4"),
      (2, Size(width: 100, height: 100), Size(width: 100, height: 100), "2x1"),
    ])
  func shapes(count: Int, picture: Size, window: Size, shape: String) {
    let layout = GridLayout(of: Array(repeating: picture, count: count), in: window)
    #expect(layout.shape.description == shape)
    #expect(layout.cells.count == count)
  }

  @Test("cells do not overlap, and cover the window but for the gaps", arguments: 1..<30)
  func coverage(count: Int) {
    let window = Size(width: 997, height: 601)
    let layout = GridLayout(of: Array(repeating: nil, count: count), in: window)
    for (index, cell) in layout.cells.enumerated() {
      #expect(!cell.isEmpty && PixelRect(window).intersection(cell) == cell)
      for other in layout.cells[(index + 1)...] {
        #expect(cell.grown(by: GridLayout.gap - 1).intersection(other).isEmpty)
      }
    }
    #expect(layout.cells[0].x == 0 && layout.cells[0].y == 0)
    #expect(layout.cells[min(count, layout.shape.columns) - 1].maxX == window.width)
    #expect(layout.cells[count - 1].maxY == window.height)
  }

  @Test("a window of a few pixels still gives each picture one")
  func tiny() {
    for side in 1...12 {
      let layout = GridLayout(
        of: Array(repeating: nil, count: 9), in: Size(width: side, height: side))
      #expect(layout.cells.allSatisfy { !$0.isEmpty })
    }
  }

  @Test("columns and rows that somebody has named hold")
  func named() {
    let layout = GridLayout(
      of: [nil, nil], in: Self.wide, shape: GridShape(columns: 2, rows: 3))
    #expect(
      layout.cells == [
        PixelRect(x: 0, y: 0, width: 958, height: 357),
        PixelRect(x: 962, y: 0, width: 958, height: 357),
      ])
  }

  @Test("a window begins with each picture at 100 %, and one to come counts as the first")
  func window() {
    let pictures = [nil, Size(width: 640, height: 480), Size(width: 320, height: 500), nil]
    #expect(
      GridLayout.size(for: pictures, on: Self.wide) == Size(width: 1284, height: 1004))
  }

  @Test(
    "--grid takes columns and rows",
    arguments: [
      ("2x3", GridShape(columns: 2, rows: 3)), ("1x1", GridShape(columns: 1, rows: 1)),
      ("64x64", GridShape(columns: 64, rows: 64)), ("65x1", nil), ("0x2", nil), ("2", nil),
      ("2x", nil), ("x2", nil), ("2x3x4", nil), ("-2x3", nil), ("2X3", nil), ("", nil),
      ("٢x3", nil), ("99999999999999999999x1", nil),
    ])
  func argument(text: String, shape: GridShape?) {
    #expect(GridShape(argument: text) == shape)
  }
}
