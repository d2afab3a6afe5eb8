import ShmChannel

/// Display rows in lent memory, for reading; never kept beyond the loan.
@safe struct PixelRows {
  private let start: UnsafeRawPointer
  private let rowStride: Int
  private var origin = (x: 0, y: 0)

  /// - Precondition: `bytes` hold all of `layout`, and begin at a multiple of 4.
  init(_ bytes: UnsafeRawBufferPointer, layout: FrameLayout) {
    unsafe start = checkedStart(bytes, layout)
    rowStride = layout.rowStride
  }

  fileprivate init(
    _ start: UnsafeRawPointer, rowStride: Int, origin: (x: Int, y: Int)
  ) {
    unsafe self.start = start
    (self.rowStride, self.origin) = (rowStride, origin)
  }

  /// The same rows, counted from the pixel at (`x`, `y`).
  func countedFrom(x: Int, y: Int) -> PixelRows {
    var rows = self
    rows.origin.x += x
    rows.origin.y += y
    return rows
  }

  /// Bytes from one row to the next, as libyuv wants them.
  var stride: CInt { CInt(rowStride) }

  /// Pixel (`x`, `y`) and those right of it.
  func at(x: Int, y: Int) -> UnsafePointer<UInt32> {
    let row = unsafe start + (origin.y + y) * rowStride
    return unsafe row.assumingMemoryBound(to: UInt32.self) + (origin.x + x)
  }
}

/// Display rows in lent memory, for writing; never kept beyond the loan.
@safe struct MutablePixelRows {
  private let start: UnsafeMutableRawPointer
  private let rowStride: Int
  private var origin = (x: 0, y: 0)

  /// - Precondition: `bytes` hold all of `layout`, and begin at a multiple of 4.
  init(_ bytes: UnsafeMutableRawBufferPointer, layout: FrameLayout) {
    unsafe start = UnsafeMutableRawPointer(
      mutating: checkedStart(UnsafeRawBufferPointer(bytes), layout))
    rowStride = layout.rowStride
  }

  /// The same rows, counted from the pixel at (`x`, `y`), which may be outside.
  func countedFrom(x: Int, y: Int) -> MutablePixelRows {
    var rows = self
    rows.origin.x += x
    rows.origin.y += y
    return rows
  }

  /// The same rows, to be looked at.
  var forReading: PixelRows {
    unsafe PixelRows(UnsafeRawPointer(start), rowStride: rowStride, origin: origin)
  }

  /// Bytes from one row to the next, as libyuv wants them.
  var stride: CInt { CInt(rowStride) }

  /// Pixel (`x`, `y`) and those right of it.
  func at(x: Int, y: Int) -> UnsafeMutablePointer<UInt32> {
    let row = unsafe start + (origin.y + y) * rowStride
    return unsafe row.assumingMemoryBound(to: UInt32.self) + (origin.x + x)
  }
}

private func checkedStart(
  _ bytes: UnsafeRawBufferPointer, _ layout: FrameLayout
) -> UnsafeRawPointer {
  precondition(layout.format.isDisplay, "\(layout.format.name) rows")
  precondition(
    bytes.count >= layout.byteCount, "\(bytes.count) bytes do not hold \(layout.byteCount)")
  guard let start = bytes.baseAddress else { preconditionFailure("no pixels") }
  precondition(Int(bitPattern: start).isMultiple(of: 4), "pixels off their alignment")
  return unsafe start
}

/// Pixels as libyuv takes them.
func bytes(_ pixels: UnsafePointer<UInt32>) -> UnsafePointer<UInt8> {
  unsafe UnsafeRawPointer(pixels).assumingMemoryBound(to: UInt8.self)
}

/// Pixels as libyuv takes them.
func bytes(_ pixels: UnsafeMutablePointer<UInt32>) -> UnsafeMutablePointer<UInt8> {
  unsafe UnsafeMutableRawPointer(pixels).assumingMemoryBound(to: UInt8.self)
}
