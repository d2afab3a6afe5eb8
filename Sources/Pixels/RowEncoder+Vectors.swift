/// The formats that most screens of other depths have, several pixels at once.
extension RowEncoder {
  /// Whether pixels are those of `TrueColor` of 30 bits, red in the highest.
  static func isTenBits(_ format: WindowFormat) -> Bool {
    format.pixelByteCount == 4 && format.byteOrder == .leastSignificantFirst && format.depth == 30
      && format.masks == PixelMasks(red: 0x3FF0_0000, green: 0x000F_FC00, blue: 0x0000_03FF)
  }

  /// Writes as many whole fours of pixels of 30 bits as there are.
  ///
  /// A byte becomes the nearest of 1,023 steps: four for each of its own, and up to three more, the
  /// more the larger it is.
  ///
  /// - Returns: how many pixels that is.
  static func encodeTenBits(
    _ row: UnsafePointer<UInt32>, _ count: Int, to output: UnsafeMutableRawPointer
  ) -> Int {
    let (one, two, three) = (
      SIMD16<UInt8>(repeating: 43), SIMD16<UInt8>(repeating: 128), SIMD16<UInt8>(repeating: 213)
    )
    let pixels = unsafe UnsafeRawPointer(row)
    let whole = count & ~3
    var offset = 0
    while offset < whole &* 4 {
      let bytes = unsafe pixels.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
      let ones = SIMD16<UInt8>(repeating: 1), none = SIMD16<UInt8>(repeating: 0)
      let more =
        none.replacing(with: ones, where: bytes .>= one)
        &+ none.replacing(with: ones, where: bytes .>= two)
        &+ none.replacing(with: ones, where: bytes .>= three)
      let words =
        spread(unsafe unsafeBitCast(bytes, to: SIMD4<UInt32>.self)) &<< 2
        | spread(unsafe unsafeBitCast(more, to: SIMD4<UInt32>.self))
      unsafe output.storeBytes(of: words, toByteOffset: offset, as: SIMD4<UInt32>.self)
      offset &+= 16
    }
    return whole
  }

  /// Bytes of blue, green and red, ten bits from one to the next.
  @inline(__always)
  private static func spread(_ pixels: SIMD4<UInt32>) -> SIMD4<UInt32> {
    (pixels & 0xFF) | (pixels & 0xFF00) &<< 2 | (pixels & 0xFF_0000) &<< 4
  }
}
