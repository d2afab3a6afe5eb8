import ShmChannel

/// A frame's display rows, each pixel made when it is first needed and kept until the frame
/// changes; where the frame's own rows are display rows, those.
final class MappedFrame {
  private var pixels: Bitmap?
  /// The part of `pixels` that holds the present frame.
  private var made = MappedFrame.nothing

  private static let nothing = PixelRect(x: 0, y: 0, width: 0, height: 0)

  /// Declares all pixels out of date.
  func invalidate() { made = Self.nothing }

  /// Lends rows that are good in `part`, counted from the frame's first pixel.
  func withRows(
    _ part: @autoclosure () -> PixelRect, of frame: RawSpan, layout: FrameLayout,
    by mapping: DisplayMapping,
    _ body: (PixelRows) throws(PixelsError) -> Void
  ) throws(PixelsError) {
    if mapping.isIdentity {
      return try unsafe frame.withUnsafeBytes { (bytes) throws(PixelsError) in
        try body(unsafe PixelRows(bytes, layout: layout))
      }
    }
    var pixels = try room(for: layout)
    let wanted = made.union(part())
    for missing in wanted.subtracting(made) {
      Self.make(missing, of: frame, layout: layout, by: mapping, in: &pixels)
    }
    made = wanted
    try pixels.withRows(body)
    self.pixels = consume pixels
  }

  /// Writes rows of the frame as they are into a window, made on the way where all of them are
  /// missing: what is made is in the processor's cache then. Of large parts two threads make a half
  /// each.
  ///
  /// - Parameter target: where the part's first pixel goes, at (0, 0).
  func copy(
    _ part: PixelRect, of frame: RawSpan, layout: FrameLayout, by mapping: DisplayMapping,
    to target: MutablePixelRows
  ) throws(PixelsError) {
    var pixels = try room(for: layout)
    let wanted = made.union(part)
    let isNew = made.isEmpty
    for missing in isNew ? [] : wanted.subtracting(made) {
      Self.make(missing, of: frame, layout: layout, by: mapping, in: &pixels)
    }
    made = wanted
    unsafe frame.withUnsafeBytes { bytes in
      pixels.withRows { (rows: MutablePixelRows) in
        inBands(part) { band in
          for y in band.y..<band.maxY {
            let row = unsafe rows.at(x: part.x, y: y)
            if isNew {
              var output = unsafe MutableSpan(_unsafeStart: row, count: part.width)
              mapping.write(
                row: y, columns: part.x..<part.maxX, of: unsafe RawSpan(_unsafeBytes: bytes),
                layout: layout, to: &output)
            }
            unsafe target.at(x: 0, y: y - part.y).update(from: row, count: part.width)
          }
        }
      }
    }
    self.pixels = consume pixels
  }

  private func room(for layout: FrameLayout) throws(PixelsError) -> Bitmap {
    if let old = pixels.take(), old.width == layout.width, old.height == layout.height {
      return old
    }
    made = Self.nothing
    return try Bitmap(width: layout.width, height: layout.height)
  }

  private static func make(
    _ part: PixelRect, of frame: RawSpan, layout: FrameLayout, by mapping: DisplayMapping,
    in pixels: inout Bitmap
  ) {
    unsafe frame.withUnsafeBytes { bytes in
      pixels.withRows { (rows: MutablePixelRows) in
        inBands(part) { band in
          for y in band.y..<band.maxY {
            var row = unsafe MutableSpan(
              _unsafeStart: rows.at(x: part.x, y: y), count: part.width)
            mapping.write(
              row: y, columns: part.x..<part.maxX, of: unsafe RawSpan(_unsafeBytes: bytes),
              layout: layout, to: &row)
          }
        }
      }
    }
  }
}
