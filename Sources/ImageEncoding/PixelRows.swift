private import CLibYUV
internal import Pixels
internal import ShmChannel

/// Rows of pixels to be written, checked to lie within their memory.
struct PixelRows {
  let width: Int
  let height: Int
  private let layout: FrameLayout
  private let mapping: DisplayMapping
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer, layout: FrameLayout, _ tones: DisplayTones?) {
    precondition(
      bytes.count >= layout.byteCount, "\(bytes.count) bytes are less than \(layout.height) rows")
    width = layout.width
    height = layout.height
    self.layout = layout
    mapping = (tones ?? DisplayTones()).mapping(of: layout.format)
    self.bytes = bytes
  }

  /// Whether pixels may let a background through.
  var hasAlpha: Bool { mapping.hasAlpha }

  /// Lends the rows one after the other, in the order red, green, blue, and alpha if that is
  /// wanted.
  func forEach(
    withAlpha: Bool, _ body: (UnsafeRawBufferPointer) throws(EncodingError) -> Void
  ) throws(EncodingError) {
    let convert = withAlpha ? ARGBToABGR : ARGBToRAW
    let rowByteCount = width * (withAlpha ? 4 : 3)
    let target = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: rowByteCount)
    defer { target.deallocate() }
    var row = [UInt32](repeating: 0, count: width)
    for y in 0..<height {
      var pixels = row.mutableSpan
      mapping.write(
        row: y, columns: 0..<width, of: RawSpan(_unsafeBytes: bytes), layout: layout, to: &pixels)
      row.withUnsafeBytes { source in
        _ = convert(
          source.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(source.count),
          target.baseAddress, Int32(rowByteCount), Int32(width), 1)
      }
      try body(UnsafeRawBufferPointer(target))
    }
  }

  /// Lends all rows, blue, green, red and a fourth byte, and the bytes from one to the next.
  func withDisplayRows<R>(_ body: (UnsafePointer<UInt8>, Int) -> R) -> R {
    if mapping.isIdentity, let start = bytes.baseAddress {
      return body(start.assumingMemoryBound(to: UInt8.self), layout.rowStride)
    }
    let rows = UnsafeMutablePointer<UInt32>.allocate(capacity: width * height)
    defer { rows.deallocate() }
    for y in 0..<height {
      var row = MutableSpan(_unsafeStart: rows + y * width, count: width)
      mapping.write(
        row: y, columns: 0..<width, of: RawSpan(_unsafeBytes: bytes), layout: layout, to: &row)
    }
    let start = UnsafeRawPointer(rows).assumingMemoryBound(to: UInt8.self)
    return body(start, width * MemoryLayout<UInt32>.stride)
  }
}
