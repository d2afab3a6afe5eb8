/// Along one axis: from which source pixels, and with which weights, each output pixel is mixed.
///
/// Every output pixel takes `taps` source pixels in a row, all of them inside the source; the
/// order of the output is that of the source.
struct AxisWeights {
  /// Source pixels that each output pixel is made of, 1 to 13.
  let taps: Int
  /// For each output pixel the first of its source pixels.
  let starts: [Int32]
  /// For each output pixel `taps` weights, in 256ths, with the sum 256.
  let weights: [UInt16]
  /// Whether the output is a run of source pixels as they are.
  let isCopy: Bool

  /// Output pixels.
  var count: Int { starts.count }

  /// The source pixels that are needed.
  var sourceRange: Range<Int> {
    Int(starts.first ?? 0)..<Int(starts.last ?? 0) + taps
  }

  /// Whether output pixel `index` is made exactly as the one before.
  func repeatsPrevious(_ index: Int) -> Bool {
    guard index > 0, starts[index] == starts[index - 1] else { return false }
    let first = index * taps
    return (first..<first + taps).allSatisfy { weights[$0] == weights[$0 - taps] }
  }

  private init(sourceCount: Int, mixes: [Mix]) {
    let taps = mixes.reduce(1) { max($0, $1.taps) }
    var starts = [Int32](repeating: 0, count: mixes.count)
    var weights = [UInt16](repeating: 0, count: taps * mixes.count)
    for (index, mix) in mixes.enumerated() {
      // A short mix at the far edge starts earlier, so that no tap is outside.
      let start = min(mix.start, sourceCount - taps)
      starts[index] = Int32(start)
      for tap in 0..<mix.taps { weights[index * taps + mix.start - start + tap] = mix[tap] }
    }
    self.taps = taps
    self.starts = starts
    self.weights = weights
    isCopy = taps == 1 && starts.indices.allSatisfy { starts[$0] == starts[0] + Int32($0) }
  }
}

extension AxisWeights {
  /// The mean over what an output pixel covers: `step` source pixels from `index * step` on.
  ///
  /// - Parameters:
  ///   - extent: How long the source really is, in its pixels: the last of them is partial where
  ///     a level is half of an odd size.
  ///   - step: Source pixels per output pixel, above 0 and at most 12.
  ///   - output: Which output pixels; all of them begin before `extent`.
  static func area(extent: Double, step: Double, output: Range<Int>) -> AxisWeights {
    precondition(step > 0 && step <= 12, "an area step of \(step) source pixels")
    let count = Int(extent.rounded(.up))
    return AxisWeights(
      sourceCount: count,
      mixes: output.map { index in
        let end = min(Double(index + 1) * step, extent)
        return Mix(
          from: min(Double(index) * step, end.nextDown), to: end, sourceCount: count)
      })
  }

  /// The source pixel under the center of each output pixel.
  static func nearest(sourceCount: Int, step: Double, output: Range<Int>) -> AxisWeights {
    AxisWeights(
      sourceCount: sourceCount,
      mixes: output.map { Mix(min(Int((Double($0) + 0.5) * step), sourceCount - 1)) })
  }

  /// A straight line between the centers of the two source pixels around each output pixel's.
  static func bilinear(sourceCount: Int, step: Double, output: Range<Int>) -> AxisWeights {
    AxisWeights(
      sourceCount: sourceCount,
      mixes: output.map { index in
        let centre = (Double(index) + 0.5) * step - 0.5
        let position = min(max(centre, 0), Double(sourceCount - 1))
        let first = Int(position)
        return Mix(first, shareOfNext: UInt16(((position - Double(first)) * 256).rounded()))
      })
  }
}

/// The source pixels of one output pixel.
private struct Mix {
  private(set) var start: Int
  private(set) var taps = 0
  private var weights = SIMD16<UInt16>()

  subscript(tap: Int) -> UInt16 { weights[tap] }

  /// One pixel as it is.
  init(_ start: Int) {
    self.start = start
    append(256)
  }

  /// A pixel and, for so many 256ths, the next one.
  init(_ start: Int, shareOfNext: UInt16) {
    self.start = start
    append(256 - shareOfNext)
    append(shareOfNext)
  }

  /// The mean from `low` to `high`. It is the running sum that is rounded, not each weight, so
  /// that the sum is 256 at any position.
  init(from low: Double, to high: Double, sourceCount: Int) {
    start = min(Int(low), sourceCount - 1)
    let end = max(min(Int(high.rounded(.up)), sourceCount), start + 1)
    var given = 0
    for pixel in start..<end {
      let share = pixel + 1 == end ? 1 : (Double(pixel + 1) - low) / (high - low)
      let sum = Int((share * 256).rounded())
      append(UInt16(sum - given))
      given = sum
    }
  }

  /// Leaves out weights of zero, so that exact ratios take no pixel too many. Those are at the
  /// ends: between them a pixel is covered whole, and counts for 21 or more.
  private mutating func append(_ weight: UInt16) {
    if weight == 0 {
      if taps == 0 { start += 1 }
      return
    }
    weights[taps] = weight
    taps += 1
  }
}
