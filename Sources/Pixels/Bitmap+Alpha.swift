extension Bitmap {
  /// Looks at the alpha of every pixel, and sets `isOpaque` to what it finds.
  package mutating func findOpacity() {
    isOpaque = everyAlpha(is: 255)
  }

  /// Whether each pixel's alpha is `value`; stops at the first row with another.
  package borrowing func everyAlpha(is value: UInt8) -> Bool {
    let (width, height, rowStride) = (width, height, rowStride)
    let expected = SIMD16<UInt32>(repeating: UInt32(value) << 24)
    let alphaMask = SIMD16<UInt32>(repeating: 0xFF00_0000)
    return withBytes { bytes in
      for row in 0..<height {
        let start = row * rowStride
        var differing = SIMD16<UInt32>(repeating: 0)
        var column = 0
        while column + 16 <= width {
          differing |=
            (unsafe bytes.unsafeLoadUnaligned(
              fromByteOffset: start + column * Self.pixelByteCount, as: SIMD16<UInt32>.self))
            ^ expected
          column += 16
        }
        while column < width {
          differing[0] |=
            (unsafe bytes.unsafeLoadUnaligned(
              fromByteOffset: start + column * Self.pixelByteCount, as: UInt32.self)) ^ expected[0]
          column += 1
        }
        if differing & alphaMask != SIMD16(repeating: 0) { return false }
      }
      return true
    }
  }

  /// Sets the alpha of every pixel to 255, whatever it was.
  package mutating func makeOpaque() {
    let pixelCount = width * height
    unsafe withUnsafeMutableBytes { bytes in
      let pixels = unsafe bytes.bindMemory(to: UInt32.self)
      for index in 0..<pixelCount { unsafe pixels[index] |= 0xFF00_0000 }
    }
    isOpaque = true
  }
}
