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
    let count = row.count
    unsafe forEachEight(of: row) { x, pixels in
      let red = (pixels &>> 16 & 0xFF) &* 77
      let green = (pixels &>> 8 & 0xFF) &* 150
      let luma = SIMD8<UInt8>(truncatingIfNeeded: (red &+ green &+ (pixels & 0xFF) &* 29) &>> 8)
      if x + 8 <= count {
        unsafe UnsafeMutableRawPointer(target + x).storeBytes(of: luma, as: SIMD8<UInt8>.self)
      } else {
        for index in x..<count { unsafe target[index] = luma[index - x] }
      }
    }
  }

  /// Marks pixels of a row of the window where brightness changes by more than the threshold, along
  /// and down together. The part's own edges have no neighbours, and no marks.
  func markPeaks(_ row: UnsafeMutableBufferPointer<UInt32>, y: Int, above threshold: Int) {
    let line = y - rect.y
    guard line > 0, line < rect.height - 1, rect.width > 2 else { return }
    let width = rect.width
    unsafe values.withUnsafeBytes { values in
      guard let base = values.baseAddress else { return }
      let (here, limit) = unsafe (base + line * width, Int16(clamping: threshold))
      var x = 1
      while x + 16 < width {
        let sum = unsafe Self.changes(here + x, width)
        let peaks = sum .> limit
        if any(peaks) {
          for index in 0..<16 where peaks[index] { unsafe row[x + index] = Self.peakColour }
        }
        x += 16
      }
      for x in x..<width - 1 {
        func value(_ offset: Int) -> Int {
          unsafe Int(here.load(fromByteOffset: x + offset, as: UInt8.self))
        }
        let sum = abs(value(1) - value(-1)) + abs(value(width) - value(-width))
        if sum > threshold { unsafe row[x] = Self.peakColour }
      }
    }
  }

  /// Of 16 pixels, how much their neighbours differ.
  @inline(__always)
  private static func changes(_ start: UnsafeRawPointer, _ width: Int) -> SIMD16<Int16> {
    func load(_ offset: Int) -> SIMD16<Int16> {
      SIMD16(truncatingIfNeeded: unsafe (start + offset).loadUnaligned(as: SIMD16<UInt8>.self))
    }
    func distance(_ first: SIMD16<Int16>, _ second: SIMD16<Int16>) -> SIMD16<Int16> {
      let difference = first &- second
      return difference.replacing(with: 0 &- difference, where: difference .< 0)
    }
    return distance(load(1), load(-1)) &+ distance(load(width), load(-width))
  }
}
