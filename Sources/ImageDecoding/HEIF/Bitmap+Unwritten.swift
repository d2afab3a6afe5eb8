internal import Pixels

extension Bitmap {
  /// Whether a pixel looks as libheif shows memory of zeros that no part of the file was decoded
  /// to, where libheif made the colors itself, as for grids.
  ///
  /// Where blocks are missing, luma and chroma are zero: a green without red and blue, by matrix
  /// and range 77 (BT.709) to 154 (chroma alone), or black in a picture without color. Missing
  /// alpha is transparent. What the tiles of a grid leave of its canvas is black, and reaches a
  /// corner.
  ///
  /// - Parameter hasAlpha: whether the fourth byte has a meaning.
  borrowing func mayBeUnwritten(hasAlpha: Bool) -> Bool {
    let (width, height) = (width, height)
    return withBytes { bytes in
      func pixel(_ index: Int) -> UInt32 {
        unsafe bytes.unsafeLoad(fromByteOffset: index * Self.pixelByteCount, as: UInt32.self)
      }
      let corners = [0, width - 1, (height - 1) * width, height * width - 1]
      if corners.contains(where: { pixel($0) & 0xFF_FFFF == 0 }) { return true }
      var (hasBlack, hasColor) = (false, false)
      for row in 0..<height {
        var isFound = false
        for index in row * width..<(row + 1) * width {
          let pixel = pixel(index)
          let isGreen = pixel & 0xFF_00FF == 0 && (0x4000...0xA000).contains(pixel & 0xFF00)
          isFound = isFound || isGreen || (hasAlpha && pixel >> 24 == 0)
          hasBlack = hasBlack || pixel & 0xFF_FFFF == 0
          hasColor = hasColor || pixel & 0xFFFF != pixel >> 8 & 0xFFFF
        }
        if isFound { return true }
      }
      return hasBlack && !hasColor
    }
  }

  /// A number that two pictures share only if they are the same.
  borrowing func digest() -> Int {
    var hasher = Hasher()
    hasher.combine(width)
    hasher.combine(height)
    withBytes { unsafe $0.withUnsafeBytes { unsafe hasher.combine(bytes: $0) } }
    return hasher.finalize()
  }
}
