import Linux
internal import Synchronization

/// Works on the rows of a part, of a large one in bands: two threads take one after the other, so
/// that neither waits for the other where its processor has something else to do.
package func inBands(_ part: PixelRect, _ body: (PixelRect) -> Void) {
  let bands = bands(of: part)
  if bands.count == 1 { return body(part) }
  let next = Atomic(0)
  func work() {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index >= bands.count { return }
      body(bands[index])
    }
  }
  sideBySide(work, work)
}

/// What `inBands` makes of a part, from the top: itself, or bands of about the same height.
func bands(of part: PixelRect) -> [PixelRect] {
  let pixelCount = part.width * part.height
  // A thread takes some 30 microseconds to come and go, as long as some 100,000 pixels.
  let count = pixelCount < 1 << 19 ? 1 : min(4, pixelCount >> 17, part.height)
  return (0..<count).map { index in
    let rows = part.height * index / count..<part.height * (index + 1) / count
    return PixelRect(x: part.x, y: part.y + rows.lowerBound, width: part.width, height: rows.count)
  }
}
