/// Stripes where channels are at their ends, in the colours of those: bright ones that rise to the
/// right where they are 255, dim ones that fall where they are 0; white and gray where all three
/// are.
///
/// In whole numbers and without a branch, so that the compiler makes several pixels at once.
enum ClippingMarks {
  private static let opaque: UInt32 = 0xFF00_0000
  /// How bright the stripes of what is 0 are, in each byte.
  private static let dim: UInt32 = 0xA0_A0A0

  /// Marks pixels of a row, of which the first stands there in the window.
  static func mark(_ row: UnsafeMutableBufferPointer<UInt32>, x first: Int, y: Int) {
    guard let pixels = row.baseAddress else { return }
    let rising = UInt32(truncatingIfNeeded: first &+ y)
    let falling = UInt32(truncatingIfNeeded: first &- y)
    for x in 0..<row.count {
      let (column, pixel) = unsafe (UInt32(truncatingIfNeeded: x), pixels[x])
      let (over, under) = (zeros(~pixel), zeros(pixel))
      let bright = opaque | over & stripe(rising &+ column)
      let dark = opaque | under & dim & stripe(falling &+ column)
      unsafe pixels[x] = choose(bright, over, choose(dark, under, pixel))
    }
  }

  /// A byte of ones for each of the three colours that is 0.
  @inline(__always)
  private static func zeros(_ pixel: UInt32) -> UInt32 {
    // The highest bit of each byte that is not 0; the sum of no byte runs over into the next.
    let others = (pixel & 0x7F_7F7F) &+ 0x7F_7F7F | pixel
    let found = ~others & 0x80_8080
    return found &<< 1 &- found &>> 7
  }

  /// Ones on four columns of eight.
  @inline(__always)
  private static func stripe(_ column: UInt32) -> UInt32 { (column &>> 2 & 1) &- 1 }

  /// The first where one of the colours is marked, else the second.
  @inline(__always)
  private static func choose(_ mark: UInt32, _ found: UInt32, _ pixel: UInt32) -> UInt32 {
    let isFound = UInt32(bitPattern: Int32(bitPattern: 0 &- found) &>> 31)
    return mark & isFound | pixel & ~isFound
  }
}
