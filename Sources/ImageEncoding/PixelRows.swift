private import CLibYUV

/// Rows of pixels to be written, checked to lie within their memory.
struct PixelRows {
  let width: Int
  let height: Int
  private let rowStride: Int
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer, width: Int, height: Int, rowStride: Int) {
    precondition((1...65_535).contains(width), "width \(width) is not from 1 to 65,535")
    precondition((1...65_535).contains(height), "height \(height) is not from 1 to 65,535")
    precondition(rowStride >= width * 4, "row stride \(rowStride) is less than \(width) pixels")
    precondition(
      bytes.count >= width * 4 && (bytes.count - width * 4) / rowStride >= height - 1,
      "\(bytes.count) bytes are less than \(height) rows")
    self.width = width
    self.height = height
    self.rowStride = rowStride
    self.bytes = bytes
  }

  /// Puts one row in the order red, green, blue, and alpha where `target` has room for it.
  func copy(row: Int, to target: UnsafeMutableBufferPointer<UInt8>) {
    let start = bytes.baseAddress?.advanced(by: row * rowStride)
    let source = start?.assumingMemoryBound(to: UInt8.self)
    let size = Int32(target.count)
    if target.count == width * 3 {
      _ = ARGBToRAW(source, Int32(width * 4), target.baseAddress, size, Int32(width), 1)
    } else {
      _ = ARGBToABGR(source, Int32(width * 4), target.baseAddress, size, Int32(width), 1)
    }
  }

  /// All rows as they are, blue, green, red and a fourth byte, and the bytes from one to the next.
  func withUnsafePixels<R>(_ body: (UnsafePointer<UInt8>, Int) -> R) -> R {
    guard let start = bytes.baseAddress else { preconditionFailure("no memory") }
    return body(start.assumingMemoryBound(to: UInt8.self), rowStride)
  }
}
