import CPixels

/// Stripes where channels are at their ends, in the colors of those: bright ones that rise to the
/// right where they are 255, dim ones that fall where they are 0; white and gray where all three
/// are.
enum ClippingMarks {
  /// How bright the stripes of what is 0 are, in each byte.
  private static let dim: UInt32 = 0xA0_A0A0

  /// Marks pixels of a row, of which the first stands there in the window.
  static func mark(_ row: UnsafeMutableBufferPointer<UInt32>, x: Int, y: Int) {
    guard let pixels = row.baseAddress else { return }
    unsafe Kernels.best.clipping(pixels, row.count, x &+ y, x &- y, dim)
  }
}
