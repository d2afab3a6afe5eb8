package import ShmChannel

extension FrameLayout {
  /// Whether no pixel lets a background through.
  ///
  /// - Precondition: `pixels` holds all of this layout.
  package func isOpaque(_ pixels: RawSpan) -> Bool {
    precondition(pixels.byteCount >= byteCount, "\(pixels.byteCount) bytes")
    guard let place = format.channels.firstIndex(of: .alpha) else { return true }
    let start = place * (format.isPlanar ? planeByteCount : format.sample.byteCount)
    let (sample, full) = (format.sample, Double(format.sample.range.high))
    return (0..<height).allSatisfy { y in
      (0..<width).allSatisfy { x in
        sample.read(pixels, at: offset(x: x, y: y) + start) == full
      }
    }
  }
}
