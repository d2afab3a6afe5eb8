/// How much two pictures differ.
package struct DifferenceFigures: Hashable, Sendable {
  /// The largest difference of two numbers.
  package let largest: Double
  /// The mean difference of all numbers of the colors.
  package let mean: Double
  /// Pixels of which any number is another, and all pixels.
  package let differingCount: Int
  package let pixelCount: Int

  package init(largest: Double, mean: Double, differingCount: Int, pixelCount: Int) {
    self.largest = largest
    self.mean = mean
    self.differingCount = differingCount
    self.pixelCount = pixelCount
  }
}

/// Adds up what two pictures differ by. What is not finite differs, and is not added up.
struct DifferenceTally {
  private let channelCount: Int
  private var largest: Float = 0
  private var sum = 0.0
  private var count = 0
  private var differingCount = 0
  private var pixelCount = 0

  /// - Parameter channelCount: 1 for gray, whose three colors are one number.
  init(channelCount: Int) { self.channelCount = channelCount }

  @inline(__always)
  mutating func add(_ one: SIMD4<Float>, _ other: SIMD4<Float>) {
    pixelCount += 1
    let difference = one - other
    var isOther = difference.w != 0
    if difference.w.isFinite { largest = max(largest, abs(difference.w)) }
    for channel in 0..<channelCount {
      let size = abs(difference[channel])
      if size.isFinite {
        largest = max(largest, size)
        sum += Double(size)
        count += 1
        if size > 0 { isOther = true }
      } else if one[channel] != other[channel] && !(one[channel].isNaN && other[channel].isNaN) {
        isOther = true
      }
    }
    if isOther { differingCount += 1 }
  }

  var figures: DifferenceFigures {
    DifferenceFigures(
      largest: Double(largest), mean: count > 0 ? sum / Double(count) : 0,
      differingCount: differingCount, pixelCount: pixelCount)
  }
}
