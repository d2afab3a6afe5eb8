/// Stripes where channels are at their ends, in the colours of those: bright ones that rise to the
/// right where they are 255, dim ones that fall where they are 0; white and gray where all three
/// are.
enum ClippingMarks {
  private static let opaque: UInt32 = 0xFF00_0000
  /// How bright the stripes of what is 0 are, in each byte.
  private static let dim: UInt32 = 0xA0_A0A0

  /// Marks pixels of a row, of which the first stands there in the window.
  static func mark(_ row: UnsafeMutableBufferPointer<UInt32>, x first: Int, y: Int) {
    guard let pixels = row.baseAddress else { return }
    // Stripes come again after eight columns.
    let bright = stripes(from: first &+ y)
    let dark = stripes(from: first &- y) & dim
    let whole = row.count & ~7
    var x = 0
    while x < whole {
      let eight = unsafe UnsafeRawPointer(pixels + x).loadUnaligned(as: SIMD8<UInt32>.self)
      // Most of a picture is not clipped: nothing is written there.
      if haveEnds(eight) {
        unsafe UnsafeMutableRawPointer(pixels + x).storeBytes(
          of: marked(eight, bright, dark), as: SIMD8<UInt32>.self)
      }
      x &+= 8
    }
    var last = SIMD8<UInt32>()
    for x in whole..<row.count { unsafe last[x - whole] = pixels[x] }
    last = marked(last, bright, dark)
    for x in whole..<row.count { unsafe pixels[x] = last[x - whole] }
  }

  /// Ones on four columns of eight.
  private static func stripes(from column: Int) -> SIMD8<UInt32> {
    var stripes = SIMD8<UInt32>()
    for index in 0..<8 { stripes[index] = (column &+ index) & 4 == 0 ? .max : 0 }
    return stripes
  }

  /// Whether a colour of one of the pixels is 0 or 255: all of its bits are alike.
  @inline(__always)
  private static func haveEnds(_ pixels: SIMD8<UInt32>) -> Bool {
    let changes = (pixels ^ (pixels &>> 1)) & 0x7F_7F7F
    let found = ~(changes &+ 0x7F_7F7F) & 0x80_8080
    let two = unsafe unsafeBitCast(found.lowHalf | found.highHalf, to: SIMD2<UInt64>.self)
    return two[0] | two[1] != 0
  }

  @inline(__always)
  private static func marked(
    _ pixels: SIMD8<UInt32>, _ bright: SIMD8<UInt32>, _ dark: SIMD8<UInt32>
  ) -> SIMD8<UInt32> {
    let (over, under) = (zeros(~pixels), zeros(pixels))
    let shown = choose(opaque | under & dark, under, pixels)
    return choose(opaque | over & bright, over, shown)
  }

  /// A byte of ones for each of the three colours that is 0.
  @inline(__always)
  private static func zeros(_ pixels: SIMD8<UInt32>) -> SIMD8<UInt32> {
    // The highest bit of each byte that is not 0; the sum of no byte runs over into the next.
    let others = (pixels & 0x7F_7F7F) &+ 0x7F_7F7F | pixels
    let found = ~others & 0x80_8080
    return found &<< 1 &- found &>> 7
  }

  /// The first where one of the colours is marked, else the second.
  @inline(__always)
  private static func choose(
    _ mark: SIMD8<UInt32>, _ found: SIMD8<UInt32>, _ pixels: SIMD8<UInt32>
  ) -> SIMD8<UInt32> {
    let signs = unsafe unsafeBitCast(0 &- found, to: SIMD8<Int32>.self) &>> 31
    let isFound = unsafe unsafeBitCast(signs, to: SIMD8<UInt32>.self)
    return mark & isFound | pixels & ~isFound
  }
}
