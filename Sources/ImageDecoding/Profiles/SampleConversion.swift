internal import Pixels
internal import ShmChannel

/// The same of samples of 16 bits, of which 65,535 is white.
struct SampleConversion {
  private static let highest = 65_535

  private let shape: ICCProfile.Shape
  /// The light of each sample, of each curve.
  private let lights: [[Float]]
  /// The sRGB number of light at equal steps, as many as there are samples, and the last again.
  private let numbers: [Float]

  init(_ shape: ICCProfile.Shape) {
    self.shape = shape
    func steps(_ value: (Double) -> Double) -> [Float] {
      (0...Self.highest).map { Float(value(Double($0) / Double(Self.highest))) }
    }
    var lights: [[Float]] = []
    for (index, curve) in shape.curves.enumerated() {
      let same = shape.curves.firstIndex(of: curve) ?? index
      lights.append(same < index ? lights[same] : steps(curve.light))
    }
    self.lights = lights
    numbers = steps { ToneCurve.number(ofSRGB: $0) * Double(Self.highest) } + [Float(Self.highest)]
  }

  /// Converts in place; alpha stays.
  func apply(to picture: inout SamplePicture) {
    let layout = picture.layout
    let whole = layout.bounds
    unsafe picture.withUnsafeMutableBytes { bytes in
      let samples = unsafe bytes.bindMemory(to: UInt16.self)
      let channels = layout.format.channelCount
      inBands(whole) { band in
        let range = band.y * whole.width * channels..<band.maxY * whole.width * channels
        let part = unsafe UnsafeMutableBufferPointer(rebasing: samples[range])
        if channels == 1 {
          unsafe convertGray(part)
        } else {
          unsafe convert(part, step: channels)
        }
      }
    }
  }

  private func convertGray(_ samples: UnsafeMutableBufferPointer<UInt16>) {
    // A profile of colors gives gray light as well, if perhaps not a neutral one.
    let weights = shape.matrix * SIMD3(1, 1, 1)
    let scale = Float(weights.sum() / 3)
    let gray = lights[min(1, lights.count - 1)]
    for index in samples.indices {
      unsafe samples[index] = number(gray[Int(samples[index])] * scale)
    }
  }

  private func convert(_ samples: UnsafeMutableBufferPointer<UInt16>, step: Int) {
    let columns = shape.matrix.columns.map { SIMD4(Float($0.x), Float($0.y), Float($0.z), 0) }
    let last = lights.count - 1
    let (red, green, blue) = (lights[0], lights[min(1, last)], lights[min(2, last)])
    for index in stride(from: 0, to: samples.count, by: step) {
      var light = unsafe columns[0] * red[Int(samples[index])]
      unsafe light += columns[1] * green[Int(samples[index + 1])]
      unsafe light += columns[2] * blue[Int(samples[index + 2])]
      for color in 0..<3 { unsafe samples[index + color] = number(light[color]) }
    }
  }

  @inline(__always)
  private func number(_ light: Float) -> UInt16 {
    let place = min(max(light, 0), 1) * Float(Self.highest)
    let step = Int(place)
    let low = numbers[step]
    return UInt16(low + (numbers[step + 1] - low) * (place - Float(step)) + 0.5)
  }
}
