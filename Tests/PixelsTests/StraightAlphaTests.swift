import Pixels
import TestSupport
import Testing

@Suite struct StraightAlphaTests {
  /// The quotient `product / (alpha / 255)` to the nearest whole number, half up, by comparison.
  private static func nearest(_ product: Int, alpha: Int) -> UInt32 {
    if alpha == 0 { return 0 }
    let level = (0...255).first { 2 * product * 255 < (2 * $0 + 1) * alpha }
    return UInt32(level ?? 255)
  }

  @Test(
    "each of the 65,536 pairs of channel and alpha is divided exactly, in every channel",
    .enabled(if: Optimisation.isOn, "\(Optimisation.reason)"))
  func allPairs() throws {
    var bitmap = try Bitmap(width: 256, height: 256, isOpaque: false)
    func pixel(_ index: Int) -> (alpha: Int, channels: [Int]) {
      let (alpha, first) = (index >> 8, index & 255)
      return (alpha, [first, (first + 85) & 255, (first + 170) & 255])
    }
    bitmap.withUnsafeMutableBytes { bytes in
      let pixels = bytes.bindMemory(to: UInt32.self)
      for index in pixels.indices {
        let (alpha, channels) = pixel(index)
        pixels[index] =
          UInt32(alpha) << 24 | UInt32(channels[0]) << 16 | UInt32(channels[1]) << 8
          | UInt32(channels[2])
      }
    }
    bitmap.unpremultiply()
    bitmap.withBytes { bytes in
      for index in 0..<65_536 {
        let (alpha, channels) = pixel(index)
        let expected = channels.reduce(UInt32(alpha)) { $0 << 8 | Self.nearest($1, alpha: alpha) }
        let actual = bytes.unsafeLoad(fromByteOffset: index * 4, as: UInt32.self)
        if actual != expected {
          Issue.record("\(channels) under alpha \(alpha) became \(actual), not \(expected)")
        }
      }
    }
  }
}
