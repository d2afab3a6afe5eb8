private import CLibYUV

extension Bitmap {
  /// The picture put upright: what the camera calls `orientation` is undone, without loss.
  ///
  /// - Throws: `PixelsError.outOfMemory`; there are two pictures in memory for a moment.
  package consuming func oriented(_ orientation: Orientation) throws(PixelsError) -> Bitmap {
    if orientation == .upright { return self }
    let isTurned = orientation.swapsSides
    var upright = try Bitmap(
      width: isTurned ? height : width, height: isTurned ? width : height, isOpaque: isOpaque)
    draw(orientation, into: &upright)
    return upright
  }

  /// Draws the picture upright over all of `target`, as `oriented` does.
  ///
  /// - Precondition: `target` has this picture's sides, swapped where the orientation swaps them.
  package borrowing func draw(_ orientation: Orientation, into target: inout Bitmap) {
    let isTurned = orientation.swapsSides
    precondition(
      target.width == (isTurned ? height : width) && target.height == (isTurned ? width : height),
      "a picture of \(target.width)x\(target.height) does not hold this one")
    let size = layout.bounds
    target.withRows { target in
      withRows { orientation.undo($0, size: size, to: target) }
    }
    target.isOpaque = isOpaque
  }
}

extension Orientation {
  /// Puts the pixels of `source` upright, into the same number of pixels of `target`.
  ///
  /// - Parameter size: The size of what is in `source`, from its first pixel on.
  func undo(_ source: PixelRows, size: PixelRect, to target: MutablePixelRows) {
    let (isFlipped, quarters) = flipAndQuarters
    let rotation = [kRotate0, kRotate90, kRotate180, kRotate270][quarters]
    // A negative height flips the source, top to bottom, before it is rotated (rotate_argb.h).
    _ = unsafe ARGBRotate(
      bytes(source.at(x: 0, y: 0)), source.stride, bytes(target.at(x: 0, y: 0)), target.stride,
      CInt(size.width), CInt(isFlipped ? -size.height : size.height), rotation)
  }
}

extension Bitmap {
  /// Lends its rows for reading.
  borrowing func withRows<E: Error>(_ body: (PixelRows) throws(E) -> Void) throws(E) {
    let layout = layout
    try withBytes { (bytes) throws(E) in
      try unsafe bytes.withUnsafeBytes { (bytes) throws(E) in
        try body(unsafe PixelRows(bytes, layout: layout))
      }
    }
  }

  /// Lends its rows for writing.
  mutating func withRows<E: Error>(
    _ body: (MutablePixelRows) throws(E) -> Void
  ) throws(E) {
    let layout = layout
    try unsafe withUnsafeMutableBytes { (bytes) throws(E) in
      try body(unsafe MutablePixelRows(bytes, layout: layout))
    }
  }
}
