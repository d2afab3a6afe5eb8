/// Stripes where channels are at their ends, in the colours of those: bright ones that rise to the
/// right where they are 255, dim ones that fall where they are 0; white and gray where all three are.
enum ClippingMarks {
  private static let channels: [UInt32] = [0xFF, 0xFF00, 0xFF_0000]
  private static let opaque: UInt32 = 0xFF00_0000
  /// How bright the stripes of what is 0 are, in each byte.
  private static let dim: UInt32 = 0xA0A0_A0A0
  /// Pixels of two stripes; a power of two.
  private static let period: UInt32 = 8

  /// Marks pixels of a row, of which the first stands there in the window.
  static func mark(_ row: UnsafeMutableBufferPointer<UInt32>, x first: Int, y: Int) {
    let steps = SIMD8<UInt32>(0, 1, 2, 3, 4, 5, 6, 7)
    unsafe forEachEight(of: row) { x, pixels in
      var (over, under) = (SIMD8<UInt32>(), SIMD8<UInt32>())
      for channel in channels {
        let value = pixels & channel
        over.replace(with: over | channel, where: value .== channel)
        under.replace(with: under | channel, where: value .== 0)
      }
      let columns = steps &+ UInt32(truncatingIfNeeded: first + x)
      let rising = (columns &+ UInt32(truncatingIfNeeded: y)) & (period - 1) .< period / 2
      let falling = (columns &- UInt32(truncatingIfNeeded: y)) & (period - 1) .< period / 2
      let dark = SIMD8<UInt32>(repeating: opaque)
      pixels.replace(
        with: dark.replacing(with: under & dim | opaque, where: falling), where: under .!= 0)
      pixels.replace(with: dark.replacing(with: over | opaque, where: rising), where: over .!= 0)
    }
  }
}
