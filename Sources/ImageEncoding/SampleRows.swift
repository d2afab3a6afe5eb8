internal import ShmChannel

/// Rows of samples to be written as they are, checked to lie within their memory.
struct SampleRows {
  let layout: FrameLayout
  /// Samples of a pixel: gray, or red, green and blue, and alpha if there is one.
  let channelCount: Int
  private let bytes: UnsafeRawBufferPointer
  /// Where a channel's sample is, in bytes from the first one of its pixel.
  private let offsets: [Int]

  init(_ bytes: UnsafeRawBufferPointer, layout: FrameLayout) {
    precondition(
      bytes.count >= layout.byteCount, "\(bytes.count) bytes are less than \(layout.height) rows")
    self.layout = layout
    self.bytes = bytes
    let step = layout.format.isPlanar ? layout.planeByteCount : layout.format.sample.byteCount
    let channels = layout.format.channels.enumerated().filter { $0.element != .unused }
    offsets = channels.sorted { $0.element.rawValue < $1.element.rawValue }.map { $0.offset * step }
    channelCount = offsets.count
  }

  /// Bytes of a row of that many channels.
  func rowByteCount(_ channelCount: Int) -> Int {
    layout.width * channelCount * layout.format.sample.byteCount
  }

  /// Copies a row's samples, low byte first, pixel by pixel, into memory of `rowByteCount`.
  ///
  /// - Parameter channelCount: how many channels are wanted: all, all but alpha, or of gray thrice
  ///   the same.
  func copy(_ y: Int, channelCount: Int, to target: UnsafeMutableRawBufferPointer) {
    let size = layout.format.sample.byteCount
    let wanted = (0..<channelCount).map { offsets[self.channelCount == 1 ? 0 : $0] }
    var place = 0
    for x in 0..<layout.width {
      let pixel = layout.offset(x: x, y: y)
      for offset in wanted {
        for index in 0..<size { target[place + index] = bytes[pixel + offset + index] }
        place += size
      }
    }
  }

  /// Lends the rows one after the other, as `copy` gives them.
  func forEach(
    channelCount: Int, fromBottom: Bool = false,
    _ body: (UnsafeMutableRawBufferPointer) throws(EncodingError) -> Void
  ) throws(EncodingError) {
    let row = UnsafeMutableRawBufferPointer.allocate(
      byteCount: rowByteCount(channelCount), alignment: 4)
    defer { row.deallocate() }
    for y in 0..<layout.height {
      copy(fromBottom ? layout.height - 1 - y : y, channelCount: channelCount, to: row)
      try body(row)
    }
  }
}
