import CPixels
import ShmChannel

/// A frame's display rows, each pixel made when it is first needed and kept until the frame
/// changes; where the frame's own rows are display rows, those. Nothing is kept of a frame that is
/// expected to be drawn once, as those of a stream are.
final class MappedFrame {
  private var pixels: Bitmap?
  /// The part of `pixels` that holds the present frame.
  private var made = MappedFrame.nothing
  /// How often the present frame has been drawn.
  private var drawingCount = 0
  /// Whether the frame before it was drawn once, and so this one will be, as far as one can tell.
  private var isDrawnOnce = false

  private static let nothing = PixelRect(x: 0, y: 0, width: 0, height: 0)

  /// Declares all pixels out of date.
  func invalidate() {
    made = Self.nothing
    (isDrawnOnce, drawingCount) = (drawingCount == 1, 0)
  }

  /// Lends rows that are good in `part`, counted from the frame's first pixel.
  func withRows(
    _ part: @autoclosure () -> PixelRect, of frame: RawSpan, layout: FrameLayout,
    by mapping: DisplayMapping,
    _ body: (PixelRows) throws(PixelsError) -> Void
  ) throws(PixelsError) {
    drawingCount += 1
    if mapping.isIdentity {
      return try unsafe frame.withUnsafeBytes { (bytes) throws(PixelsError) in
        try body(unsafe PixelRows(bytes, layout: layout))
      }
    }
    var pixels = try room(for: layout)
    let wanted = made.union(part())
    pixels.withRows { (rows: MutablePixelRows) in
      for missing in wanted.subtracting(made) {
        Self.make(missing, of: frame, layout: layout, by: mapping, in: rows)
      }
    }
    made = wanted
    try pixels.withRows(body)
    self.pixels = consume pixels
  }

  /// Writes rows of the frame as they are into a window, made on the way where all of them are
  /// missing: what is made is in the processor's cache then. Large parts are made by two threads.
  /// Those of a frame that is drawn once are made in the window itself, or row by row where its
  /// pixels are others, and by this thread alone: while frames come so, the X server copies the one
  /// before on another processor.
  ///
  /// - Parameters:
  ///   - part: counted from the frame's first pixel, as all of its pixels are.
  ///   - origin: where that pixel stands in the window.
  func copy(
    _ part: PixelRect, of frame: RawSpan, layout: FrameLayout, by mapping: DisplayMapping,
    to target: RowTarget, from origin: (x: Int, y: Int)
  ) throws(PixelsError) {
    drawingCount += 1
    if isDrawnOnce, drawingCount == 1 {
      pixels = nil
      return unsafe frame.withUnsafeBytes { bytes in
        unsafe Self.makeOnce(part, of: bytes, layout, by: mapping, to: target, from: origin)
      }
    }
    var pixels = try room(for: layout)
    let wanted = made.union(part)
    let isNew = made.isEmpty
    pixels.withRows { (rows: MutablePixelRows) in
      for missing in isNew ? [] : wanted.subtracting(made) {
        Self.make(missing, of: frame, layout: layout, by: mapping, in: rows)
      }
    }
    made = wanted
    unsafe frame.withUnsafeBytes { bytes in
      pixels.withRows { (rows: MutablePixelRows) in
        inBands(part) { band in
          for y in band.y..<band.maxY {
            if isNew {
              let row = PixelRect(x: part.x, y: y, width: part.width, height: 1)
              unsafe Self.makeRows(row, of: bytes, layout, by: mapping, in: rows)
            }
            unsafe target.write(
              rows.at(x: part.x, y: y), count: part.width, x: origin.x + part.x, y: origin.y + y)
          }
          cpixels_settle()
        }
      }
    }
    self.pixels = consume pixels
  }

  private static func makeOnce(
    _ part: PixelRect, of frame: UnsafeRawBufferPointer, _ layout: FrameLayout,
    by mapping: DisplayMapping, to target: RowTarget, from origin: (x: Int, y: Int)
  ) {
    switch target {
    case .display(let rows):
      unsafe makeRows(
        part, of: frame, layout, by: mapping,
        in: rows.countedFrom(x: origin.x, y: origin.y),
        pastCaches: Kernels.goesPastCaches(part))
    case .encoded(let rows):
      let row = RowBuffer(count: part.width)
      for y in part.y..<part.maxY {
        let place = (x: origin.x + part.x, y: origin.y + y)
        if let triples = mapping.triples {
          let start = unsafe start(of: frame, layout, x: part.x, y: y)
          if unsafe rows.write(start, triples, count: part.width, x: place.x, y: place.y) {
            continue
          }
        }
        var output = unsafe MutableSpan(_unsafeStart: row.pixels, count: part.width)
        mapping.write(
          row: y, columns: part.x..<part.maxX, of: unsafe RawSpan(_unsafeBytes: frame),
          layout: layout, to: &output)
        unsafe rows.write(row.pixels, count: part.width, x: place.x, y: place.y)
      }
      cpixels_settle()
    }
  }

  /// The bytes of a frame from a pixel on.
  private static func start(
    of frame: UnsafeRawBufferPointer, _ layout: FrameLayout, x: Int, y: Int
  ) -> UnsafePointer<UInt8> {
    guard frame.count >= layout.byteCount, let base = frame.baseAddress else {
      preconditionFailure("\(frame.count) bytes")
    }
    return unsafe (base + layout.offset(x: x, y: y)).assumingMemoryBound(to: UInt8.self)
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
    in rows: MutablePixelRows
  ) {
    unsafe frame.withUnsafeBytes { bytes in
      inBands(part) { band in
        unsafe makeRows(band, of: bytes, layout, by: mapping, in: rows)
      }
    }
  }

  private static func makeRows(
    _ part: PixelRect, of frame: UnsafeRawBufferPointer, _ layout: FrameLayout,
    by mapping: DisplayMapping, in rows: MutablePixelRows, pastCaches: Bool = false
  ) {
    for y in part.y..<part.maxY {
      var row = unsafe MutableSpan(_unsafeStart: rows.at(x: part.x, y: y), count: part.width)
      mapping.write(
        row: y, columns: part.x..<part.maxX, of: unsafe RawSpan(_unsafeBytes: frame),
        layout: layout, to: &row, pastCaches: pastCaches)
    }
    if pastCaches { cpixels_settle() }
  }
}
