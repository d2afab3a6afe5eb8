/// Mixes the columns of one row.
///
/// A pixel is split into 16-bit lanes, one a channel. A byte times a weight of at most 256, summed
/// over weights that sum up to 256, and half of 256 to round, is 65,408 at most and stays in its
/// lane, whatever bytes another process wrote.
struct ColumnMixer {
  private let taps: Int
  private let weights: [UInt16]
  /// For each output pixel the first of its source pixels, counted from the first one needed.
  private let starts: [Int32]
  /// For each four output pixels and each tap, their weights, each twice: a vector holds two
  /// lanes of four pixels.
  private let quads: [SIMD8<UInt16>]

  /// - Parameter usesVectors: Whether four output pixels are made at a time; the result is the
  ///   same. Without optimisation vectors take ten times as long as numbers.
  init(_ columns: AxisWeights, usesVectors: Bool = isOptimised) {
    let base = Int32(columns.sourceRange.lowerBound)
    taps = columns.taps
    weights = columns.weights
    starts = columns.starts.map { $0 - base }
    quads = usesVectors ? ColumnMixer.quads(columns) : []
  }

  private static func quads(_ columns: AxisWeights) -> [SIMD8<UInt16>] {
    let taps = columns.taps
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
    return quads
  }

  /// Mixes `row`, which begins with the first source pixel needed.
  func mix(_ row: UnsafePointer<UInt32>, to output: UnsafeMutablePointer<UInt32>) {
    let inQuads = quads.count / taps * 4
    unsafe starts.withUnsafeBufferPointer { starts in
      guard let starts = starts.baseAddress else { return }
      unsafe quads.withUnsafeBufferPointer { quads in
        guard let quads = quads.baseAddress else { return }
        unsafe mixQuads(row, starts, quads, count: inQuads, to: output)
      }
      unsafe weights.withUnsafeBufferPointer { weights in
        guard let weights = weights.baseAddress else { return }
        unsafe mixSingly(row, starts, weights, in: inQuads..<self.starts.count, to: output)
      }
    }
  }

  private func mixQuads(
    _ row: UnsafePointer<UInt32>, _ starts: UnsafePointer<Int32>,
    _ quads: UnsafePointer<SIMD8<UInt16>>, count: Int, to output: UnsafeMutablePointer<UInt32>
  ) {
    let low = SIMD8<UInt16>(repeating: 0x00FF)
    let high = SIMD8<UInt16>(repeating: 0xFF00)
    let half = SIMD8<UInt16>(repeating: 128)
    let taps = taps
    var weights = unsafe quads
    var x = 0
    while x < count {
      let a = unsafe row + Int(starts[x])
      let b = unsafe row + Int(starts[x &+ 1])
      let c = unsafe row + Int(starts[x &+ 2])
      let d = unsafe row + Int(starts[x &+ 3])
      var blueRed = half
      var greenAlpha = half
      for tap in 0..<taps {
        let pixels = unsafe SIMD4<UInt32>(a[tap], b[tap], c[tap], d[tap])
        let lanes = unsafe unsafeBitCast(pixels, to: SIMD8<UInt16>.self)
        unsafe blueRed &+= (lanes & low) &* weights[tap]
        unsafe greenAlpha &+= (lanes &>> 8) &* weights[tap]
      }
      unsafe UnsafeMutableRawPointer(output + x).storeBytes(
        of: (blueRed &>> 8) | (greenAlpha & high), as: SIMD8<UInt16>.self)
      unsafe weights += taps
      x &+= 4
    }
  }

  private func mixSingly(
    _ row: UnsafePointer<UInt32>, _ starts: UnsafePointer<Int32>,
    _ weights: UnsafePointer<UInt16>, in columns: Range<Int>,
    to output: UnsafeMutablePointer<UInt32>
  ) {
    let taps = taps
    var weights = unsafe weights + columns.lowerBound * taps
    var x = columns.lowerBound
    while x < columns.upperBound {
      let pixels = unsafe row + Int(starts[x])
      // From the low end blue, red, green, alpha.
      var lanes: UInt64 = 0x0080_0080_0080_0080
      var tap = 0
      while tap < taps {
        let pixel = unsafe UInt64(pixels[tap])
        let spread = (pixel & 0x00FF_00FF) | (pixel & 0xFF00_FF00) &<< 24
        unsafe lanes &+= spread &* UInt64(weights[tap])
        tap &+= 1
      }
      unsafe output[x] = UInt32(
        truncatingIfNeeded: (lanes &>> 8 & 0x00FF_00FF) | (lanes &>> 32 & 0xFF00_FF00))
      unsafe weights += taps
      x &+= 1
    }
  }
}

#if DEBUG
  /// Whether the compiler optimizes.
  let isOptimised = false
#else
  /// Whether the compiler optimizes.
  let isOptimised = true
#endif
