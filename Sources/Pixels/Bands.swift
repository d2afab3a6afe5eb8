import Linux

/// Works on the rows of a part, of a large one in two halves at the same time.
package func inBands(_ part: PixelRect, _ body: (PixelRect) -> Void) {
  let bands = bands(of: part)
  guard bands.count == 2 else { return body(part) }
  sideBySide({ body(bands[0]) }, { body(bands[1]) })
}

/// What `inBands` makes of a part, from the top: itself, or its halves.
func bands(of part: PixelRect) -> [PixelRect] {
  // A thread takes some 30 microseconds to come and go, as long as some 100,000 pixels.
  guard part.height > 1, part.width * part.height >= 1 << 19 else { return [part] }
  let middle = part.y + part.height / 2
  return [part.y..<middle, middle..<part.maxY].map { rows in
    PixelRect(x: part.x, y: rows.lowerBound, width: part.width, height: rows.count)
  }
}
