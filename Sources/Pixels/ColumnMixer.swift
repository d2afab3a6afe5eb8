/// Mixes the columns of one row, four output pixels at a time.
///
/// A pixel is split into two pairs of 16-bit lanes, blue and red, green and alpha; a byte times a
/// weight of at most 256, summed over weights that sum up to 256, and half of 256 to round, is
/// 65,408 at most and stays in its lane, whatever bytes another process wrote.
struct ColumnMixer {
  private let taps: Int
  private let starts: [Int32]
  /// For each four output pixels and each tap, their weights, each twice for the lanes of a pixel.
  private let quads: [SIMD8<UInt16>]
  /// For the up to three output pixels after the last four, their weights.
  private let rest: [UInt16]

  /// The starts in `columns` are counted from the first source pixel that it needs.
  init(_ columns: AxisWeights) {
    let taps = columns.taps
    let base = columns.sourceRange.lowerBound
    self.taps = taps
    starts = columns.starts.map { $0 - Int32(base) }
    var quads: [SIMD8<UInt16>] = []
    quads.reserveCapacity(columns.count / 4 * taps)
    for quad in 0..<columns.count / 4 {
      for tap in 0..<taps {
        let first = quad * 4 * taps + tap
        let (a, b) = (columns.weights[first], columns.weights[first + taps])
        let (c, d) = (columns.weights[first + 2 * taps], columns.weights[first + 3 * taps])
        quads.append(SIMD8(a, a, b, b, c, c, d, d))
      }
    }
    self.quads = quads
    rest = Array(columns.weights.suffix(columns.count % 4 * taps))
  }

  /// Mixes `row`, which begins with the first source pixel needed.
  func mix(_ row: UnsafePointer<UInt32>, to output: UnsafeMutablePointer<UInt32>) {
    unsafe starts.withUnsafeBufferPointer { starts in
      guard let starts = starts.baseAddress else { return }
      unsafe quads.withUnsafeBufferPointer { quads in
        if let quads = quads.baseAddress {
          unsafe mixQuads(row, starts, quads, to: output)
        }
      }
      unsafe mixRest(row, starts, to: output)
    }
  }

  private func mixQuads(
    _ row: UnsafePointer<UInt32>, _ starts: UnsafePointer<Int32>,
    _ quads: UnsafePointer<SIMD8<UInt16>>, to output: UnsafeMutablePointer<UInt32>
  ) {
    let low = SIMD8<UInt16>(repeating: 0x00FF)
    let high = SIMD8<UInt16>(repeating: 0xFF00)
    let half = SIMD8<UInt16>(repeating: 128)
    let taps = taps
    var weights = unsafe quads
    var x = 0
    while x &+ 4 <= self.starts.count {
      let a = unsafe row + Int(starts[x])
      let b = unsafe row + Int(starts[x &+ 1])
      let c = unsafe row + Int(starts[x &+ 2])
      let d = unsafe row + Int(starts[x &+ 3])
      var blueRed = half
      var greenAlpha = half
      for tap in 0..<taps {
        let pixels = unsafe SIMD4<UInt32>(a[tap], b[tap], c[tap], d[tap])
        let lanes = unsafe unsafeBitCast(pixels, to: SIMD8<UInt16>.self)
        let weight = unsafe weights[tap]
        blueRed &+= (lanes & low) &* weight
        greenAlpha &+= (lanes &>> 8) &* weight
      }
      unsafe UnsafeMutableRawPointer(output + x).storeBytes(
        of: (blueRed &>> 8) | (greenAlpha & high), as: SIMD8<UInt16>.self)
      unsafe weights += taps
      x &+= 4
    }
  }

  private func mixRest(
    _ row: UnsafePointer<UInt32>, _ starts: UnsafePointer<Int32>,
    to output: UnsafeMutablePointer<UInt32>
  ) {
    let first = self.starts.count / 4 * 4
    for x in first..<self.starts.count {
      var blueRed: UInt32 = 0x0080_0080
      var greenAlpha: UInt32 = 0x0080_0080
      for tap in 0..<taps {
        let pixel = unsafe row[Int(starts[x]) + tap]
        let weight = UInt32(rest[(x - first) * taps + tap])
        blueRed &+= (pixel & 0x00FF_00FF) &* weight
        greenAlpha &+= (pixel &>> 8 & 0x00FF_00FF) &* weight
      }
      unsafe output[x] = (blueRed &>> 8 & 0x00FF_00FF) | (greenAlpha & 0xFF00_FF00)
    }
  }
}
