import CPixels

/// Marks the pixels of a band where brightness changes by more than a threshold, along and down
/// together. The edges of the part that it belongs to have no neighbors, and no marks.
///
/// It goes down row by row and keeps how bright the rows around the present one are, so that a row
/// may be drawn over once it is marked. How bright the rows next to the band are, which somebody
/// else may draw over meanwhile, it has seen before.
struct PeakMarks: Sendable {
  private let rect: PixelRect
  private let band: PixelRect
  private let limit: UInt8
  /// Of four rows: the one above, the present one and the one below by turns, and at last the one
  /// below the band.
  private var rows: [UInt8]

  /// A mark where an edge is: green, which few pictures have as pure.
  static let colour: UInt32 = 0xFF00_FF40

  private static let belowBand = 3

  /// - Precondition: nothing is drawn over the pixels yet.
  init(in band: PixelRect, of part: PixelRect, from pixels: PixelRows, above threshold: Int) {
    (rect, self.band) = (part, band)
    precondition((0..<255).contains(threshold), "a threshold of \(threshold)")
    limit = UInt8(threshold)
    rows = [UInt8](repeating: 0, count: 4 * rect.width)
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
      unsafe Kernels.best.luma(pixels.at(x: x, y: y), width, start + slot * width)
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
      unsafe Kernels.best.peaks(
        start + slot(y - 1) * rect.width, start + slot(y) * rect.width,
        start + slot(y + 1) * rect.width, rect.width, limit, Self.colour, pixels)
    }
  }
}
