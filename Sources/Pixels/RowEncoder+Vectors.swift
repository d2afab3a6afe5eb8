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
    let pixels = unsafe UnsafeRawPointer(row)
    let whole = count & ~3
    var offset = 0
    while offset < whole &* 4 {
      let four = unsafe pixels.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt32>.self)
      let redAndBlue = tenBits(four & 0x00FF_00FF)
      let green = tenBits(four &>> 8 & 0xFF)
      let words =
        (redAndBlue & 0x3FF) | green &<< 10 | (redAndBlue & 0x03FF_0000) &<< 4
      unsafe output.storeBytes(of: words, toByteOffset: offset, as: SIMD4<UInt32>.self)
      offset &+= 16
    }
    return whole
  }

  /// The ten bits of bytes that have room for sixteen.
  @inline(__always)
  private static func tenBits(_ pixels: SIMD4<UInt32>) -> SIMD4<UInt32> {
    let bytes = unsafe unsafeBitCast(pixels, to: SIMD8<UInt16>.self)
    return unsafe unsafeBitCast(
      bytes &<< 2 &+ (bytes &* 3 &+ 129) &>> 8, to: SIMD4<UInt32>.self)
  }
}
