/// How bright display pixels are, by ITU-R BT.601's weights, in 256ths.
enum Luma {
  /// Of blue and red, which stand in the words of a pixel whose other bytes are 0.
  private static let blueAndRed = SIMD16<UInt16>(29, 77)
  /// Of green and alpha, where those stand so.
  private static let greenAlone = SIMD16<UInt16>(150, 0)

  /// Writes that of pixels in a row, 0 to 255.
  static func write(_ row: UnsafeBufferPointer<UInt32>, to target: UnsafeMutablePointer<Int16>) {
    guard let pixels = row.baseAddress else { return }
    let whole = row.count & ~7
    var x = 0
    while x < whole {
      let eight = unsafe UnsafeRawPointer(pixels + x).loadUnaligned(as: SIMD8<UInt32>.self)
      // A truncation is one instruction, where picking words out takes five.
      unsafe UnsafeMutableRawPointer(target + x).storeBytes(
        of: SIMD8<UInt16>(truncatingIfNeeded: luma(eight)), as: SIMD8<UInt16>.self)
      x &+= 8
    }
    for x in whole..<row.count {
      unsafe target[x] = Int16(truncatingIfNeeded: luma(SIMD8(repeating: pixels[x]))[0])
    }
  }

  /// No product of a byte and its weight takes more than 16 bits, nor does their sum, which comes to
  /// stand in a pixel's lower word.
  @inline(__always)
  private static func luma(_ pixels: SIMD8<UInt32>) -> SIMD8<UInt32> {
    let weighed = words(pixels & 0xFF_00FF) &* blueAndRed
    let greens = (words(pixels) &>> 8) &* greenAlone
    let reds = words(pixelwise(weighed) &>> 16)
    return pixelwise(weighed &+ greens &+ reds) &>> 8 & 0xFF
  }

  @inline(__always)
  private static func words(_ pixels: SIMD8<UInt32>) -> SIMD16<UInt16> {
    unsafe unsafeBitCast(pixels, to: SIMD16<UInt16>.self)
  }

  @inline(__always)
  private static func pixelwise(_ words: SIMD16<UInt16>) -> SIMD8<UInt32> {
    unsafe unsafeBitCast(words, to: SIMD8<UInt32>.self)
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
