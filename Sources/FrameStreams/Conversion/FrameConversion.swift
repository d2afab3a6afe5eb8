package import ShmChannel

/// Turns the bytes of an unencoded frame into a channel's pixels in one pass: luma and chroma into
/// BGRX or BGRA, by libyuv; colors and grays stay what they are.
package struct FrameConversion: Hashable, Sendable {
  private enum Source: Hashable {
    case y4m(Y4MColorSpace)
    case raw(RawLayout)
  }

  private let source: Source
  private let colors: YUVColors
  /// In pixels.
  package let width: Int
  package let height: Int
  /// Bytes of a frame as it comes.
  package let byteCount: Int
  /// How a frame lies in memory once it is converted.
  package let layout: FrameLayout

  /// Of a YUV4MPEG2 stream.
  ///
  /// - Parameters:
  ///   - matrix: nil for the usual one.
  ///   - isFullRange: nil for what the stream says, limited if it says nothing.
  package init(_ header: Y4MHeader, matrix: YUVColors.Matrix?, isFullRange: Bool?) {
    source = .y4m(header.colorSpace)
    width = header.width
    height = header.height
    byteCount = header.frameByteCount
    layout = FrameLayout(
      width: header.width, height: header.height,
      format: header.colorSpace.chroma == .c444alpha ? .bgra : .bgrx)
    colors = YUVColors(
      matrix: matrix ?? YUVColors.usualMatrix(height: header.height),
      isFullRange: isFullRange ?? header.isFullRange ?? false)
  }

  /// Of frames without a header.
  ///
  /// - Parameters:
  ///   - matrix: nil for the usual one.
  ///   - isFullRange: nil for limited; of no account where the samples are not YUV.
  package init(_ raw: RawLayout, matrix: YUVColors.Matrix?, isFullRange: Bool?) {
    source = .raw(raw)
    width = raw.width
    height = raw.height
    byteCount = raw.byteCount
    layout = raw.frameLayout
    colors = YUVColors(
      matrix: matrix ?? YUVColors.usualMatrix(height: raw.height),
      isFullRange: isFullRange ?? false)
  }

  /// Writes a frame's pixels.
  ///
  /// - Parameters:
  ///   - frame: `byteCount` bytes at any address.
  ///   - memory: where to; aligned to 4 bytes.
  ///   - layout: how it lies there: `self.layout`, or with another stride.
  package func convert(
    _ frame: UnsafeRawBufferPointer, into memory: UnsafeMutableRawBufferPointer,
    layout target: FrameLayout
  ) {
    precondition(frame.count >= byteCount, "\(frame.count) bytes are not a frame")
    precondition(
      (target.width, target.height, target.format) == (width, height, layout.format),
      "\(target) is not of the frame's size and format")
    switch source {
    case .y4m(let space):
      let sink = unsafe PixelSink(memory, layout: target)
      let planes = unsafe YUVPlanes(
        frame, space.planes(width: width, height: height), bitDepth: space.bitDepth)
      planes.convert(space.chroma, colors, width: width, height: height, into: sink)
    case .raw(let raw):
      if let order = raw.format.planeOrder {
        unsafe SampleCopy(raw, planes: order).copy(frame, into: memory, layout: target)
      } else {
        unsafe RawRows(frame, raw).convert(colors, into: PixelSink(memory, layout: target))
      }
    }
  }
}
