package import ShmChannel

/// Turns the bytes of an unencoded frame into BGRX or BGRA pixels, in one pass by libyuv.
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
  /// Whether the pixels are BGRA, and not BGRX.
  private let hasAlpha: Bool

  /// How a frame lies in memory once it is converted, if its rows follow one another without a gap.
  package var layout: FrameLayout {
    FrameLayout(width: width, height: height, format: hasAlpha ? .bgra : .bgrx)
  }

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
    hasAlpha = header.colorSpace.chroma == .c444alpha
    colors = YUVColors(
      matrix: matrix ?? YUVColors.usualMatrix(height: header.height),
      isFullRange: isFullRange ?? header.isFullRange ?? false)
  }

  /// Of frames without a header.
  ///
  /// - Parameters:
  ///   - matrix: nil for the usual one.
  ///   - isFullRange: nil for limited; of no account where the samples are not YUV.
  package init(_ layout: RawLayout, matrix: YUVColors.Matrix?, isFullRange: Bool?) {
    source = .raw(layout)
    width = layout.width
    height = layout.height
    byteCount = layout.byteCount
    hasAlpha = layout.format.hasAlpha
    colors = YUVColors(
      matrix: matrix ?? YUVColors.usualMatrix(height: layout.height),
      isFullRange: isFullRange ?? false)
  }

  /// Whether a frame's rows are pixels already, so that they need no conversion but only room: then
  /// their stride.
  package var readyStride: Int? {
    if case .raw(let layout) = source, layout.format == .bgra { layout.stride } else { nil }
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
    let sink = unsafe PixelSink(memory, layout: target)
    switch source {
    case .y4m(let space):
      let planes = unsafe YUVPlanes(
        frame, space.planes(width: width, height: height), bitDepth: space.bitDepth)
      planes.convert(space.chroma, colors, width: width, height: height, into: sink)
    case .raw(let layout):
      let rows = unsafe RawRows(frame, layout)
      layout.format.isYUV ? rows.convertYUV(colors, into: sink) : rows.convert(into: sink)
    }
  }
}
