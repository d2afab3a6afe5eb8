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
    let stride = Int32(target.rowStride)
    unsafe target.withUnsafeMutableBytes { target in
      unsafe rotate(to: target.baseAddress, stride: stride, orientation)
    }
    target.isOpaque = isOpaque
  }

  private borrowing func rotate(
    to target: UnsafeMutableRawPointer?, stride: Int32, _ orientation: Orientation
  ) {
    let (sourceWidth, sourceHeight) = (Int32(width), Int32(height))
    let sourceStride = Int32(rowStride)
    let (isFlipped, mode) = orientation.flipAndRotation
    withBytes { source in
      unsafe source.withUnsafeBytes { source in
        // A negative height flips the source, top to bottom, before it is rotated (rotate_argb.h).
        _ = unsafe ARGBRotate(
          source.bindMemory(to: UInt8.self).baseAddress, sourceStride,
          target?.assumingMemoryBound(to: UInt8.self), stride,
          sourceWidth, isFlipped ? -sourceHeight : sourceHeight, mode)
      }
    }
  }
}

extension Orientation {
  /// The flip from top to bottom, and the clockwise rotation after it, that put a picture upright.
  fileprivate var flipAndRotation: (isFlipped: Bool, rotation: RotationMode) {
    switch self {
    case .upright: (false, kRotate0)
    case .mirrored: (true, kRotate180)
    case .upsideDown: (false, kRotate180)
    case .flipped: (true, kRotate0)
    case .transposed: (true, kRotate90)
    case .quarterClockwise: (false, kRotate90)
    case .transversed: (true, kRotate270)
    case .quarterCounterclockwise: (false, kRotate270)
    }
  }
}
