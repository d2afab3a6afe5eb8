extension Bitmap {
  /// Turns premultiplied pixels into straight ones, each channel rounded once, half up.
  ///
  /// A channel above its alpha is full; a pixel without alpha has no color, and becomes zeros.
  package mutating func unpremultiply() {
    let pixelCount = width * height
    unsafe withUnsafeMutableBytes { bytes in
      let pixels = unsafe bytes.bindMemory(to: UInt32.self)
      unsafe StraightLevels.table.withUnsafeBufferPointer { levels in
        for index in 0..<pixelCount {
          let pixel = unsafe pixels[index]
          if pixel >= 0xFF00_0000 { continue }
          // The row of a pixel's alpha.
          let row = Int(pixel >> 24) << 8
          func level(_ shift: UInt32) -> UInt32 {
            unsafe UInt32(levels[row | Int(pixel >> shift & 255)]) << shift
          }
          unsafe pixels[index] = pixel & 0xFF00_0000 | level(16) | level(8) | level(0)
        }
      }
    }
  }
}

/// What a channel was before it was multiplied by alpha.
private enum StraightLevels {
  /// By alpha times 256 and the channel's level. A pair has a level of its own, as no factor for an
  /// alpha rounds all of its channels as their quotients round.
  static let table: [UInt8] = (0..<65_536).map { index in
    let (alpha, product) = (index >> 8, index & 255)
    return alpha == 0 ? 0 : UInt8(min(255, (product * 255 + alpha / 2) / alpha))
  }
}
