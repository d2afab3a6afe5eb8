import Pixels
import ScreenText
import ShmChannel
import ViewerCore

/// Draws lines between the pixels of a much magnified picture, and in each its value.
final class PixelGridPainter {
  private struct Number: Hashable {
    let text: String
    let isDark: Bool
    /// Of its letters.
    let points: Double
  }

  /// A number's pixels, premultiplied.
  private final class Painted {
    let pixels: Bitmap
    init(_ pixels: consuming Bitmap) { self.pixels = pixels }
  }

  private var painter: TextPainter?
  private var hasFailed = false
  /// For squares of `points`, all those that have been seen.
  private var numbers: [Number: Painted] = [:]
  /// How wide they are in letters of `points`.
  private var widths: [String: Int] = [:]
  private var points = 0.0

  private static let lineColour: UInt32 = 0xFF80_8080
  /// Points of a number's letters for each pixel of a square's side: four numbers have room.
  private static let pointsPerPixel = 0.155
  /// What long numbers, which are written smaller, leave free of a square's side, for the line.
  private static let margin = 3.0

  /// Draws the part that is in `clip`.
  ///
  /// - Parameters:
  ///   - backdrop: What is seen through the picture's pixels.
  ///   - rows: The window's, as `window` says, with the picture drawn.
  ///   - value: What is written into the pixel that is stored at a place; nil for nothing.
  func paint(
    _ grid: PixelGrid, over backdrop: Backdrop, into rows: inout MutableRawSpan,
    window: FrameLayout, clip: PixelRect, _ value: (_ x: Int, _ y: Int) -> PixelValue?
  ) {
    for row in grid.rows {
      for column in grid.columns {
        let cell = grid.cell(column: column, row: row)
        if cell.intersection(clip).isEmpty { continue }
        let place = grid.stored(column: column, row: row)
        if let value = value(place.x, place.y) {
          write(
            value, isDark: value.isBright(over: backdrop), in: cell, into: &rows, window: window,
            clip: clip)
        }
        let lines = [
          PixelRect(x: cell.x, y: cell.y, width: cell.width, height: 1),
          PixelRect(x: cell.x, y: cell.y, width: 1, height: cell.height),
        ]
        for line in lines {
          fill(line.intersection(clip), with: Self.lineColour, in: &rows, layout: window)
        }
      }
    }
  }

  private func write(
    _ value: PixelValue, isDark: Bool, in cell: PixelRect, into rows: inout MutableRawSpan,
    window: FrameLayout, clip: PixelRect
  ) {
    setPoints(Double(min(cell.width, cell.height)) * Self.pointsPerPixel)
    let points = points(for: value.numbers)
    let painted = value.numbers.compactMap {
      number(Number(text: $0, isDark: isDark, points: points))
    }
    let height = painted.reduce(0) { $0 + $1.pixels.height }
    var top = cell.y + (cell.height - height) / 2
    for text in painted {
      text.pixels.lay(
        atX: cell.x + (cell.width - text.pixels.width) / 2, y: top, over: &rows, layout: window,
        clip: clip.intersection(cell))
      top += text.pixels.height
    }
  }

  private func setPoints(_ wanted: Double) {
    // Squares of one scale differ by a pixel.
    let wanted = wanted.rounded(.down)
    if wanted == points { return }
    points = wanted
    numbers.removeAll()
    widths.removeAll()
  }

  /// One size for all numbers of a square, in which the longest has room.
  private func points(for texts: [String]) -> Double {
    let room = points / Self.pointsPerPixel - Self.margin
    let widest = Double(texts.map(width).max() ?? 0)
    return widest > room ? points * room / widest : points
  }

  private func width(of text: String) -> Int {
    if let known = widths[text] { return known }
    let width = textPainter()?.block(text, TextStyle(points: points)).size.width ?? 0
    widths[text] = width
    return width
  }

  private func number(_ number: Number) -> Painted? {
    if let known = numbers[number] { return known }
    guard let painter = textPainter() else { return nil }
    let colour: UInt32 = number.isDark ? 0xFF00_0000 : 0xFFFF_FFFF
    let block = painter.block(number.text, TextStyle(points: number.points, colour: colour))
    guard
      var picture = try? Bitmap(
        width: max(1, block.size.width), height: max(1, block.size.height), isOpaque: false)
    else { return nil }
    painter.draw([(block, 0, 0)], over: &picture)
    let painted = Painted(picture)
    numbers[number] = painted
    return painted
  }

  /// Without fonts there are lines and no numbers; who draws panels says so.
  private func textPainter() -> TextPainter? {
    if painter == nil && !hasFailed {
      painter = try? TextPainter()
      hasFailed = painter == nil
    }
    return painter
  }
}
