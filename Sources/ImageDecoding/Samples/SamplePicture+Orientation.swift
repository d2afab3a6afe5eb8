internal import Pixels
internal import ShmChannel

extension SamplePicture {
  /// The same, turned as `orientation` says.
  consuming func oriented(_ orientation: Orientation) throws(DecodingError) -> SamplePicture {
    if orientation == .upright { return self }
    let (width, height) = (layout.width, layout.height)
    let sides = orientation.swapsSides ? (height, width) : (width, height)
    var turned = try SamplePicture(width: sides.0, height: sides.1, format: layout.format)
    (turned.range, turned.transfer) = (range, transfer)
    (turned.remark, turned.profile) = (remark, profile)
    let size = layout.format.pixelByteCount
    withBytes { source in
      unsafe source.withUnsafeBytes { source in
        unsafe turned.withUnsafeMutableBytes { target in
          for y in 0..<sides.1 {
            for x in 0..<sides.0 {
              let place = orientation.source(x, y, width: width, height: height)
              unsafe UnsafeMutableRawBufferPointer(
                rebasing: target[((y * sides.0 + x) * size)...].prefix(size)
              ).copyMemory(
                from: UnsafeRawBufferPointer(
                  rebasing: source[((place.row * width + place.column) * size)...].prefix(size)))
            }
          }
        }
      }
    }
    return turned
  }
}

extension Orientation {
  /// Where a pixel of the upright picture is in the file, whose sides are given (EXIF 2.32, 4.6.4).
  func source(
    _ x: Int, _ y: Int, width: Int, height: Int
  ) -> (column: Int, row: Int) {
    let (right, bottom) = (width - 1, height - 1)
    return switch self {
    case .upright: (x, y)
    case .mirrored: (right - x, y)
    case .upsideDown: (right - x, bottom - y)
    case .flipped: (x, bottom - y)
    case .transposed: (y, x)
    case .quarterClockwise: (y, bottom - x)
    case .transversed: (right - y, bottom - x)
    case .quarterCounterclockwise: (right - y, x)
    }
  }
}
