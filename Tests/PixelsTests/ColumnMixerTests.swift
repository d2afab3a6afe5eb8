import Testing

@testable import Pixels

@Suite struct ColumnMixerTests {
  @Test(
    "pixels made four at a time equal those made singly, for any bytes",
    arguments: [1, 3, 4, 7, 30, 61], [1.0, 1.5, 3.47, 7.9, 0.3])
  func vectors(count: Int, step: Double) {
    let columns = AxisWeights.area(
      extent: Double(count) * step, step: step, output: 0..<count)
    let row = (0..<columns.sourceRange.count).map { x in
      x.isMultiple(of: 5) ? UInt32.max : UInt32(truncatingIfNeeded: scrambled(x, count))
    }
    var fours = [UInt32](repeating: 1, count: count + 1)
    var single = [UInt32](repeating: 1, count: count + 1)
    ColumnMixer(columns, usesVectors: true).mix(row, to: &fours)
    ColumnMixer(columns, usesVectors: false).mix(row, to: &single)
    #expect(fours == single)
    #expect(fours[count] == 1)
  }

  @Test("the weights of a pixel have the sum 256, and its source pixels are in the source")
  func weights() {
    for (extent, length) in [(7.0, 3), (3.5, 2), (0.25, 1), (100, 9), (2, 9), (33.125, 33)] {
      let step = extent / Double(length)
      for axis in [
        AxisWeights.area(extent: extent, step: step, output: 0..<length),
        .nearest(sourceCount: Int(extent.rounded(.up)), step: step, output: 0..<length),
        .bilinear(sourceCount: Int(extent.rounded(.up)), step: step, output: 0..<length),
      ] {
        #expect(axis.sourceRange.lowerBound >= 0)
        #expect(axis.sourceRange.upperBound <= Int(extent.rounded(.up)))
        for index in 0..<length {
          let sum = axis.weights[index * axis.taps..<(index + 1) * axis.taps].reduce(0, +)
          #expect(sum == 256, "\(extent) to \(length), \(index)")
        }
      }
    }
  }
}
