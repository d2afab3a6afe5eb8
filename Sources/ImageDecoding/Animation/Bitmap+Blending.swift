internal import Pixels

extension Bitmap {
  /// Draws what `decode` writes: in its place, or aside when what is there shows through it.
  mutating func decode(
    at area: PixelRect, isBlended: Bool,
    by decode: (PixelTarget) throws(DecodingError) -> Void
  ) throws(DecodingError) {
    if isBlended {
      var picture = try makeBitmap(width: area.width, height: area.height)
      try picture.withTarget(decode)
      draw(picture, at: area, isBlended: true)
    } else {
      try withTarget(at: area, decode)
    }
  }

  /// Draws a picture of the size of `area`, which lies inside this one.
  ///
  /// - Parameter isBlended: whether what is there shows through it.
  mutating func draw(_ picture: borrowing Bitmap, at area: PixelRect, isBlended: Bool) {
    let canvasWidth = width
    unsafe withUnsafeMutableBytes { target in
      let target = unsafe target.bindMemory(to: UInt32.self)
      picture.withBytes { source in
        unsafe source.withUnsafeBytes { source in
          let source = unsafe source.bindMemory(to: UInt32.self)
          for row in 0..<area.height {
            let start = (area.y + row) * canvasWidth + area.x
            let from = unsafe UnsafeBufferPointer(
              rebasing: source[(row * area.width)...].prefix(area.width))
            let to = unsafe UnsafeMutableBufferPointer(
              rebasing: target[start..<(start + area.width)])
            if isBlended {
              for column in 0..<area.width {
                unsafe to[column] = Self.over(from[column], to[column])
              }
            } else {
              _ = unsafe to.update(from: from)
            }
          }
        }
      }
    }
  }

  /// `top` laid over `bottom`, both with straight alpha, rounded to the nearest.
  private static func over(_ top: UInt32, _ bottom: UInt32) -> UInt32 {
    let topAlpha = top >> 24
    if topAlpha == 255 || bottom >> 24 == 0 { return top }
    if topAlpha == 0 { return bottom }
    // Weights are 255 times an alpha, so at most 65,025.
    let topWeight = topAlpha * 255
    let bottomWeight = (255 - topAlpha) * (bottom >> 24)
    let weight = topWeight + bottomWeight
    func mixed(_ shift: UInt32) -> UInt32 {
      let sum = (top >> shift & 255) * topWeight + (bottom >> shift & 255) * bottomWeight
      return ((sum + weight / 2) / weight) << shift
    }
    return ((weight + 127) / 255) << 24 | mixed(16) | mixed(8) | mixed(0)
  }
}
