/// How bright display pixels are, by ITU-R BT.601's weights, in 256ths.
enum Luma {
  /// Of blue and red, which stand in the words of a pixel whose other bytes are 0.
  private static let blueAndRed = SIMD16<UInt16>(29, 77)
  private static let green: UInt16 = 150

  /// Writes that of pixels in a row, 0 to 255.
  static func write(_ row: UnsafeBufferPointer<UInt32>, to target: UnsafeMutablePointer<Int16>) {
    guard let pixels = row.baseAddress else { return }
    let whole = row.count & ~7
    var x = 0
    while x < whole {
      let eight = unsafe UnsafeRawPointer(pixels + x).loadUnaligned(as: SIMD8<UInt32>.self)
      let words = words(luma(eight))
      unsafe UnsafeMutableRawPointer(target + x).storeBytes(
        of: words.evenHalf, as: SIMD8<UInt16>.self)
      x &+= 8
    }
    for x in whole..<row.count {
      unsafe target[x] = Int16(truncatingIfNeeded: luma(SIMD8(repeating: pixels[x]))[0])
    }
  }

  /// No product of a byte and its weight takes more than 16 bits, nor does their sum.
  @inline(__always)
  private static func luma(_ pixels: SIMD8<UInt32>) -> SIMD8<UInt32> {
    let weighed = words(pixels & 0xFF_00FF) &* blueAndRed
    let greens = words(pixels &>> 8 & 0xFF) &* green
    let two = unsafe unsafeBitCast(weighed, to: SIMD8<UInt32>.self)
    let third = unsafe unsafeBitCast(greens, to: SIMD8<UInt32>.self)
    return ((two & 0xFFFF) &+ (two &>> 16) &+ third) &>> 8
  }

  @inline(__always)
  private static func words(_ pixels: SIMD8<UInt32>) -> SIMD16<UInt16> {
    unsafe unsafeBitCast(pixels, to: SIMD16<UInt16>.self)
  }
}

extension SIMD16<UInt16> {
  /// Two numbers, by turns.
  fileprivate init(_ even: UInt16, _ odd: UInt16) {
    self.init()
    evenHalf = SIMD8(repeating: even)
    oddHalf = SIMD8(repeating: odd)
  }
}
