internal import ShmChannel

/// Rows of BGRX or BGRA pixels in lent memory, to be written by libyuv; never kept beyond the loan.
@safe struct PixelSink {
  private let start: UnsafeMutablePointer<UInt8>
  /// Bytes from one row to the next.
  let stride: CInt

  /// - Precondition: the memory holds all of `layout`.
  init(_ memory: UnsafeMutableRawBufferPointer, layout: FrameLayout) {
    precondition(
      memory.count >= layout.byteCount,
      "\(memory.count) bytes do not hold \(layout.width)x\(layout.height) pixels")
    guard let base = memory.baseAddress else { preconditionFailure("no memory") }
    unsafe start = base.assumingMemoryBound(to: UInt8.self)
    stride = CInt(layout.rowStride)
  }

  /// The first byte of a row.
  func row(_ y: Int) -> UnsafeMutablePointer<UInt8> { unsafe start + y * Int(stride) }
}
