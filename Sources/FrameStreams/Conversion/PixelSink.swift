/// Rows of BGRX or BGRA pixels in lent memory, to be written by libyuv; never kept beyond the loan.
@safe struct PixelSink {
  private let start: UnsafeMutablePointer<UInt8>
  /// Bytes from one row to the next.
  let stride: CInt

  /// - Precondition: the memory holds `height` rows of `width` pixels at that stride.
  init(_ memory: UnsafeMutableRawBufferPointer, stride: Int, width: Int, height: Int) {
    precondition(
      stride >= width * 4 && memory.count >= stride * (height - 1) + width * 4,
      "\(memory.count) bytes do not hold \(width)x\(height) pixels")
    guard let base = memory.baseAddress else { preconditionFailure("no memory") }
    unsafe start = base.assumingMemoryBound(to: UInt8.self)
    self.stride = CInt(stride)
  }

  /// The first byte of a row.
  func row(_ y: Int) -> UnsafeMutablePointer<UInt8> { unsafe start + y * Int(stride) }
}
