import Linux
import Testing

@testable import ShareCLI

@Suite("PreviewSize") struct PreviewSizeTests {
  @Test(
    "a picture fits into the terminal, keeps its shape, and is never magnified",
    arguments: [
      (4000, 3000, 200, 50, 80, 30), (3000, 4000, 80, 24, 33, 22), (4000, 10, 80, 24, 80, 1),
      (10, 4000, 80, 24, 1, 22), (100, 100, 80, 24, 10, 5), (1, 1, 80, 24, 1, 1),
      (65535, 65535, 1, 1, 1, 1), (65535, 1, 300, 2, 80, 1),
    ])
  func size(width: Int, height: Int, terminal: Int, lines: Int, columns: Int, rows: Int) {
    let size = PreviewSize(
      width: width, height: height, in: TerminalSize(columns: terminal, rows: lines))
    #expect((size.columns, size.rows) == (columns, rows))
  }

  @Test("a terminal that says how large its characters are is believed")
  func cell() {
    let terminal = TerminalSize(columns: 100, rows: 100, cell: (width: 20, height: 20))
    let size = PreviewSize(width: 400, height: 400, in: terminal)
    #expect((size.columns, size.rows) == (20, 20))
  }
}
