internal import CLibYUV

/// A frame of luma and chroma without a header in lent memory; never kept beyond the loan.
@safe struct RawRows {
  private let start: UnsafePointer<UInt8>
  private let layout: RawLayout
  private let stride: CInt
  private let width: CInt
  private let height: CInt

  /// - Precondition: `bytes` hold a frame.
  init(_ bytes: UnsafeRawBufferPointer, _ layout: RawLayout) {
    guard let base = bytes.baseAddress else { preconditionFailure("no memory") }
    unsafe start = base.assumingMemoryBound(to: UInt8.self)
    self.layout = layout
    stride = CInt(layout.stride)
    width = CInt(layout.width)
    height = CInt(layout.height)
  }

  /// Makes colors of them.
  func convert(_ colors: YUVColors, into sink: PixelSink) {
    let constants = unsafe colors.constants
    let (to, toStride) = unsafe (sink.row(0), sink.stride)
    let chroma = unsafe start + layout.stride * layout.height
    let chromaStride = CInt(layout.chromaStride)
    switch layout.format {
    case .nv12:
      unsafe NV12ToARGBMatrix(
        start, stride, chroma, chromaStride, to, toStride, constants, width, height)
    case .nv21:
      unsafe NV21ToARGBMatrix(
        start, stride, chroma, chromaStride, to, toStride, constants, width, height)
    case .i420:
      unsafe I420ToARGBMatrix(
        start, stride, chroma, chromaStride,
        chroma + layout.chromaStride * ((layout.height + 1) / 2), chromaStride, to, toStride,
        constants, width, height)
    case .yuyv, .uyvy: unsafe convertPacked(constants, sink)
    case .p010: unsafe convertP010(constants, sink)
    case .frame, .greenFirst: preconditionFailure("\(layout.format) is not YUV")
    }
  }

  /// Two pixels in four bytes: taken apart into planes a row at a time, for libyuv converts packed
  /// rows by BT.601 only.
  private func convertPacked(_ constants: UnsafePointer<YuvConstants>?, _ sink: PixelSink) {
    let half = (layout.width + 1) / 2
    var luma = [UInt8](repeating: 0, count: layout.width)
    var blue = [UInt8](repeating: 0, count: half)
    var red = blue
    for y in 0..<layout.height {
      let row = unsafe start + y * layout.stride
      if layout.format == .yuyv {
        unsafe YUY2ToI422(
          row, stride, &luma, width, &blue, CInt(half), &red, CInt(half), width, 1)
      } else {
        unsafe UYVYToI422(
          row, stride, &luma, width, &blue, CInt(half), &red, CInt(half), width, 1)
      }
      unsafe I422ToARGBMatrix(
        luma, width, blue, CInt(half), red, CInt(half), sink.row(y), sink.stride, constants, width,
        1)
    }
  }

  /// The bytes come at any address, and libyuv reads two at a time: they are aligned first.
  private func convertP010(_ constants: UnsafePointer<YuvConstants>?, _ sink: PixelSink) {
    var words = [UInt16](repeating: 0, count: layout.byteCount / 2)
    unsafe words.withUnsafeMutableBytes { target in
      unsafe target.copyMemory(
        from: UnsafeRawBufferPointer(start: start, count: layout.byteCount))
    }
    unsafe words.withUnsafeBufferPointer { words in
      guard let luma = words.baseAddress else { return }
      let chroma = unsafe luma + layout.stride / 2 * layout.height
      unsafe P010ToARGBMatrix(
        luma, stride / 2, chroma, CInt(layout.chromaStride) / 2, sink.row(0), sink.stride,
        constants, width, height)
    }
  }
}
