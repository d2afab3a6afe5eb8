/// How bright the pixels of a part of a window are, for finding where it is in focus.
struct Luma: Sendable {
  private let rect: PixelRect
  /// Rows of the part, without gaps.
  private let values: [UInt8]

  /// A mark where an edge is: green, which few pictures have as pure.
  static let peakColour: UInt32 = 0xFF00_FF40

  /// By ITU-R BT.601's weights, in 256ths.
  init(of part: WindowPart) {
    let rect = unsafe part.rect
    self.rect = rect
    values = unsafe [UInt8](unsafeUninitializedCapacity: rect.width * rect.height) { all, count in
      count = rect.width * rect.height
      guard let start = all.baseAddress else { return }
      let target = unsafe Target(start: start)
      inBands(rect) { band in
        for y in band.y..<band.maxY {
          unsafe Self.read(part.row(y), to: target.start + (y - rect.y) * rect.width)
        }
      }
    }
  }

  /// Where bands write, each its own rows.
  @unsafe private struct Target: @unchecked Sendable {
    let start: UnsafeMutablePointer<UInt8>
  }

  private static func read(
    _ row: UnsafeMutableBufferPointer<UInt32>, to target: UnsafeMutablePointer<UInt8>
  ) {
    guard let pixels = row.baseAddress else { return }
    for x in 0..<row.count {
      let pixel = unsafe pixels[x]
      let sum =
        (pixel &>> 16 & 0xFF) &* 77 &+ (pixel &>> 8 & 0xFF) &* 150 &+ (pixel & 0xFF) &* 29
      unsafe target[x] = UInt8(truncatingIfNeeded: sum &>> 8)
    }
  }

  /// Marks pixels of a row of the window where brightness changes by more than the threshold, along
  /// and down together. The part's own edges have no neighbours, and no marks.
  ///
  /// Without a branch, so that the compiler makes several pixels at once.
  func markPeaks(_ row: UnsafeMutableBufferPointer<UInt32>, y: Int, above threshold: Int) {
    let line = y - rect.y
    guard line > 0, line < rect.height - 1, rect.width > 2 else { return }
    let (width, limit) = (rect.width, Int32(truncatingIfNeeded: threshold))
    unsafe values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress, let pixels = row.baseAddress else { return }
      let here = unsafe base + line * width
      let (above, below) = unsafe (here - width, here + width)
      for x in 1..<width - 1 {
        let along = unsafe Self.distance(here[x + 1], here[x - 1])
        let change = unsafe along &+ Self.distance(below[x], above[x])
        // Ones where it is above the limit.
        let isPeak = UInt32(bitPattern: (limit &- change) &>> 31)
        unsafe pixels[x] = Self.peakColour & isPeak | pixels[x] & ~isPeak
      }
    }
  }

  @inline(__always)
  private static func distance(_ first: UInt8, _ second: UInt8) -> Int32 {
    let difference = Int32(first) &- Int32(second)
    let sign = difference &>> 31
    return (difference ^ sign) &- sign
  }
}
