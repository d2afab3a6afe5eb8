internal import Pixels
internal import ShmChannel

extension SamplePicture {
  /// Lends the picture, of samples of 16 bits, with colors from 0 for black to 65,535 for white;
  /// behind `body` they have the file's range again. Alpha stays.
  mutating func withFullColors(_ body: (inout SamplePicture) -> Void) {
    let full = SampleType.uint16.range
    guard let range, range != full else { return body(&self) }
    mapColors(Self.steps(from: range, to: full))
    body(&self)
    mapColors(Self.steps(from: full, to: range))
  }

  /// What each number of one range is in another, rounded.
  private static func steps(from: SampleRange, to: SampleRange) -> [UInt16] {
    let (low, length) = (Double(from.low), Double(from.high) - Double(from.low))
    return (0...Int(UInt16.max)).map { number in
      let part = min(max((Double(number) - low) / length, 0), 1)
      return UInt16((Double(to.low) + part * Double(to.high - to.low)).rounded())
    }
  }

  private mutating func mapColors(_ steps: [UInt16]) {
    let (whole, format) = (layout.bounds, layout.format)
    let step = format.channelCount
    let colors = 0..<(format.hasAlpha ? step - 1 : step)
    unsafe withUnsafeMutableBytes { bytes in
      let samples = unsafe bytes.bindMemory(to: UInt16.self)
      inBands(whole) { band in
        let range = band.y * whole.width * step..<band.maxY * whole.width * step
        for pixel in stride(from: range.lowerBound, to: range.upperBound, by: step) {
          for color in colors {
            unsafe samples[pixel + color] = steps[Int(samples[pixel + color])]
          }
        }
      }
    }
  }
}
