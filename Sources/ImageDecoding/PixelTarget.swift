private import CLibYUV
internal import Pixels

/// Lent memory that a decoder writes rows of pixels to: of a whole picture, or of a part of one.
@safe struct PixelTarget {
  let width: Int
  let height: Int
  /// Bytes from one row to the next, as C libraries want them.
  let stride: Int32
  /// The first pixel, and all behind it.
  let pixels: UnsafeMutablePointer<UInt8>

  /// - Parameter memory: from the first pixel on, `height` rows.
  fileprivate init(_ memory: UnsafeMutableRawPointer, width: Int, height: Int, stride: Int) {
    unsafe pixels = memory.assumingMemoryBound(to: UInt8.self)
    self.width = width
    self.height = height
    self.stride = Int32(stride)
  }

  /// From the first pixel to the end of the last row.
  var byteCount: Int { (height - 1) * Int(stride) + rowByteCount }

  /// Bytes of a row's pixels, without what follows them.
  var rowByteCount: Int { width * Bitmap.pixelByteCount }

  /// Makes pixels of bytes in the order red, green, blue, alpha.
  func swapRedAndBlue() {
    _ = unsafe ABGRToARGB(pixels, stride, pixels, stride, Int32(width), Int32(height))
  }

  /// Some pixels of a row that there is.
  func pixels(row: Int, columns: Range<Int>) -> UnsafeMutableBufferPointer<UInt32> {
    precondition(row < height && columns.upperBound <= width, "pixels outside of the target")
    let offset = row * Int(stride) + columns.lowerBound * Bitmap.pixelByteCount
    let start = unsafe UnsafeMutableRawPointer(pixels + offset)
    return unsafe UnsafeMutableBufferPointer(
      start: start.assumingMemoryBound(to: UInt32.self), count: columns.count)
  }

  /// The first pixel of a row; nil behind the last row.
  func row(_ row: Int) -> UnsafeMutablePointer<UInt8>? {
    unsafe row < height ? pixels + row * Int(stride) : nil
  }
}

extension PixelTarget {
  /// Lends memory that holds rows of pixels, without a gap between them.
  static func lend(
    _ rows: inout MutableRawSpan, width: Int,
    to body: (PixelTarget) throws(DecodingError) -> Void
  ) throws(DecodingError) {
    let stride = width * Bitmap.pixelByteCount
    let height = rows.byteCount / stride
    try unsafe rows.withUnsafeMutableBytes { (bytes) throws(DecodingError) in
      guard let start = bytes.baseAddress else { return }
      try body(unsafe PixelTarget(start, width: width, height: height, stride: stride))
    }
  }
}

extension Bitmap {
  /// Lends the memory of the whole picture.
  mutating func withTarget(
    _ body: (PixelTarget) throws(DecodingError) -> Void
  ) throws(DecodingError) {
    try withTarget(at: bounds, body)
  }

  /// Lends the memory of a part that lies inside the picture.
  mutating func withTarget<E: Error>(
    at area: PixelRect, _ body: (PixelTarget) throws(E) -> Void
  ) throws(E) {
    let (stride, offset) = (rowStride, offset(x: area.x, y: area.y))
    precondition(area.intersection(bounds) == area, "a part outside of its picture")
    try unsafe withUnsafeMutableBytes { (bytes) throws(E) in
      guard let start = bytes.baseAddress else { return }
      try body(
        unsafe PixelTarget(start + offset, width: area.width, height: area.height, stride: stride))
    }
  }
}
