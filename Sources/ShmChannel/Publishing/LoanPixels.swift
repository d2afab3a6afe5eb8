/// The memory of a loan's pixels, for several threads that each fill other rows.
///
/// It stays mapped while this value lives. It is good until the loan is published or dropped: from
/// then on the frame may be a reader's, or another publisher's.
public struct LoanPixels: Sendable {
  /// Rows: 1 to 65,535, and as many for each further plane.
  public let height: Int
  /// Bytes from one row to the next.
  public let rowStride: Int
  private let mapping: FrameMapping

  init(_ mapping: FrameMapping, height: Int, rowStride: Int) {
    self.mapping = mapping
    self.height = height
    self.rowStride = rowStride
  }

  /// Runs `body` on the memory of some rows, which no other thread may use meanwhile.
  ///
  /// - Precondition: the rows are within `0..<height`.
  public func withRows<R: ~Copyable, E: Error>(
    _ rows: Range<Int>, _ body: (inout MutableRawSpan) throws(E) -> R
  ) throws(E) -> R {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= height, "rows \(rows) of \(height)")
    return try mapping.withMutablePixels(
      from: rows.lowerBound * rowStride, byteCount: rows.count * rowStride, body)
  }
}
