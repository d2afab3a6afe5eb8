import CPixels
import ShmChannel

/// How numbers of linear light become bytes of sRGB: as a `SampleScale` makes bytes of them, but of
/// 65,536 steps, each of which has its byte. Alpha is no light.
struct LightScale: ByteScale {
  private let steps: SampleScale
  /// Of alpha, and of what is none.
  private let others: SampleScale
  /// Of eight samples in a row, 1 for those.
  private let isLight: SIMD8<UInt8>
  private let hasAlpha: Bool
  private let curve: TransferCurve

  /// As for `SampleScale`.
  init(
    _ channels: [PixelFormat.Channel], range: SampleRange, of sample: SampleType,
    curve: TransferCurve
  ) {
    steps = SampleScale(channels, range: range, of: sample, most: TransferCurve.most)
    others = SampleScale(channels, range: range, of: sample, in: steps.unit)
    var isLight = SIMD8<UInt8>()
    for index in 0..<8 { isLight[index] = channels[index % channels.count].isLight ? 1 : 0 }
    self.isLight = isLight
    hasAlpha = channels.contains(.alpha)
    self.curve = curve
  }

  var unit: SampleScale.Unit { steps.unit }

  func bytes(_ numbers: SIMD8<Float>) -> SIMD8<UInt32> {
    let places = steps.bytes(numbers)
    var bytes = others.bytes(numbers)
    for index in 0..<8 where isLight[index] != 0 {
      bytes[index] = UInt32(curve.bytes[Int(places[index])])
    }
    return bytes
  }

  func write(
    _ start: UnsafeRawPointer, count: Int, of sample: SampleType,
    to target: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    guard sample == .float32, unit == .one else {
      return unsafe writeAny(start, count: count, of: sample, to: target)
    }
    return unsafe curve.bytes.withUnsafeBufferPointer { bytes in
      guard let table = bytes.baseAddress else { return true }
      return unsafe Kernels.best.light(
        start.assumingMemoryBound(to: UInt8.self), count, steps.first.low, steps.first.factor,
        table, hasAlpha ? 1 : 0, target) != 0
    }
  }

  /// Writes display pixels of a row of gray, RGB or BGR in float32 at once.
  ///
  /// - Returns: whether all samples are finite; nil where that is left to others.
  func writePixels(
    _ start: UnsafeRawPointer, count: Int, of format: PixelFormat,
    to target: UnsafeMutablePointer<UInt32>
  ) -> Bool? {
    guard format.sample == .float32, !format.isPlanar, !format.hasAlpha, unit == .one else {
      return nil
    }
    return unsafe curve.bytes.withUnsafeBufferPointer { bytes in
      guard let table = bytes.baseAddress else { return nil }
      return unsafe Kernels.best.light_pixels(
        start.assumingMemoryBound(to: UInt8.self), count, steps.first.low, steps.first.factor,
        table, CInt(format.channelCount), format.layout == .rgb ? 1 : 0, target) != 0
    }
  }
}

extension PixelFormat.Channel {
  /// Whether a display shows it as light.
  fileprivate var isLight: Bool {
    switch self {
    case .gray, .red, .green, .blue: true
    case .alpha, .unused: false
    }
  }
}
