/// Marks the pixels of a band where brightness changes by more than a threshold, along and down
/// together. The edges of the part that it belongs to have no neighbours, and no marks.
///
/// It goes down row by row and keeps how bright the rows around the present one are, so that a row
/// may be drawn over once it is marked. How bright the rows next to the band are, which somebody
/// else may draw over meanwhile, it has seen before.
struct PeakMarks: Sendable {
  private let rect: PixelRect
  private let band: PixelRect
  private let limit: Int16
  /// Of four rows: the one above, the present one and the one below by turns, and at last the one
  /// below the band.
  private var rows: [Int16]

  /// A mark where an edge is: green, which few pictures have as pure.
  static let colour: UInt32 = 0xFF00_FF40

  private static let belowBand = 3

  /// - Precondition: nothing is drawn over the pixels yet.
  init(in band: PixelRect, of part: PixelRect, from pixels: PixelRows, above threshold: Int) {
    (rect, self.band) = (part, band)
    limit = Int16(clamping: threshold)
    rows = [Int16](repeating: 0, count: 4 * rect.width)
    for y in max(rect.y, band.y - 1)..<band.y + 1 { read(y, of: pixels, to: slot(y)) }
    if band.maxY < rect.maxY { read(band.maxY, of: pixels, to: Self.belowBand) }
  }

  private func slot(_ y: Int) -> Int {
    y == band.maxY ? Self.belowBand : (y - band.y + 1) % Self.belowBand
  }

  private mutating func read(_ y: Int, of pixels: PixelRows, to slot: Int) {
    let (x, width) = (rect.x, rect.width)
    unsafe rows.withUnsafeMutableBufferPointer { rows in
      guard let start = rows.baseAddress else { return }
      unsafe Luma.write(
        UnsafeBufferPointer(start: pixels.at(x: x, y: y), count: width), to: start + slot * width)
    }
  }

  /// What is below a row is looked at, to be called for each row of the band from the first on,
  /// before that one is drawn over.
  mutating func look(below y: Int, in pixels: PixelRows) {
    if y + 1 < band.maxY { read(y + 1, of: pixels, to: slot(y + 1)) }
  }

  /// Marks the row that has been looked below.
  func mark(_ row: UnsafeMutableBufferPointer<UInt32>, y: Int) {
    guard y > rect.y, y < rect.maxY - 1, rect.width > 2 else { return }
    unsafe rows.withUnsafeBufferPointer { rows in
      guard let start = rows.baseAddress, let pixels = row.baseAddress else { return }
      let lines = unsafe Lines(
        above: start + slot(y - 1) * rect.width, here: start + slot(y) * rect.width,
        below: start + slot(y + 1) * rect.width)
      let end = rect.width - 1
      var x = 1
      while x + 16 <= end {
        let (first, second) = (lines.change(at: x), lines.change(at: x &+ 8))
        // Of most pictures the most part has no edge: nothing is written there.
        if isAbove(first, or: second) {
          unsafe put(first, pixels + x)
          unsafe put(second, pixels + x + 8)
        }
        x &+= 16
      }
      while x + 8 <= end {
        unsafe put(lines.change(at: x), pixels + x)
        x &+= 8
      }
      // The last ones once more, with those before them: what is marked stays so.
      if end > 8 { return unsafe put(lines.change(at: end - 8), pixels + end - 8) }
      for x in 1..<end where lines.oneChange(at: x) > limit {
        unsafe pixels[x] = Self.colour
      }
    }
  }

  /// Whether one of them is above the limit.
  @inline(__always)
  private func isAbove(_ first: SIMD8<Int16>, or second: SIMD8<Int16>) -> Bool {
    let signs = unsafe unsafeBitCast(
      (limit &- first) | (limit &- second), to: SIMD2<UInt64>.self)
    return (signs[0] | signs[1]) & 0x8000_8000_8000_8000 != 0
  }

  /// Marks those of eight pixels that change by more than the limit.
  @inline(__always)
  private func put(_ change: SIMD8<Int16>, _ target: UnsafeMutablePointer<UInt32>) {
    // Ones where it is above. Without comparisons, of which the compiler makes a loop.
    let above = (limit &- change) &>> 15
    var halves = SIMD16<Int16>()
    (halves.evenHalf, halves.oddHalf) = (above, above)
    let mask = unsafe unsafeBitCast(halves, to: SIMD8<UInt32>.self)
    let pixels = unsafe UnsafeRawPointer(target).loadUnaligned(as: SIMD8<UInt32>.self)
    unsafe UnsafeMutableRawPointer(target).storeBytes(
      of: Self.colour & mask | pixels & ~mask, as: SIMD8<UInt32>.self)
  }
}

/// How bright three rows are.
@safe private struct Lines {
  let above: UnsafePointer<Int16>
  let here: UnsafePointer<Int16>
  let below: UnsafePointer<Int16>

  /// By how much eight pixels' neighbours differ.
  @inline(__always)
  func change(at x: Int) -> SIMD8<Int16> {
    let along = unsafe Self.eight(here + x + 1) &- Self.eight(here + x - 1)
    let down = unsafe Self.eight(below + x) &- Self.eight(above + x)
    return Self.magnitude(along) &+ Self.magnitude(down)
  }

  func oneChange(at x: Int) -> Int16 {
    let along = unsafe here[x + 1] - here[x - 1]
    let down = unsafe below[x] - above[x]
    return abs(along) + abs(down)
  }

  @inline(__always)
  private static func eight(_ start: UnsafePointer<Int16>) -> SIMD8<Int16> {
    unsafe UnsafeRawPointer(start).loadUnaligned(as: SIMD8<Int16>.self)
  }

  @inline(__always)
  private static func magnitude(_ numbers: SIMD8<Int16>) -> SIMD8<Int16> {
    let sign = numbers &>> 15
    return (numbers ^ sign) &- sign
  }
}
