import Linux

/// Works on the rows of a part, of a large one in two halves at the same time.
package func inBands(_ part: PixelRect, _ body: (PixelRect) -> Void) {
  // A thread takes some 30 microseconds to come and go, as long as some 100,000 pixels.
  guard part.height > 1, part.width * part.height >= 1 << 19 else { return body(part) }
  let middle = part.y + part.height / 2
  func band(_ rows: Range<Int>) -> PixelRect {
    PixelRect(x: part.x, y: rows.lowerBound, width: part.width, height: rows.count)
  }
  sideBySide({ body(band(part.y..<middle)) }, { body(band(middle..<part.maxY)) })
}
