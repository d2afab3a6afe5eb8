private import CLibYUV

/// The planes of a frame in lent memory; never kept beyond the loan.
@safe struct YUVPlanes {
  private let starts: [UnsafePointer<UInt8>]
  private let planes: [Y4MColorSpace.Plane]
  private let bitDepth: Int

  /// - Precondition: `bytes` hold all planes.
  init(_ bytes: UnsafeRawBufferPointer, _ planes: [Y4MColorSpace.Plane], bitDepth: Int) {
    guard let base = bytes.baseAddress else { preconditionFailure("no memory") }
    self.planes = planes
    self.bitDepth = bitDepth
    var offset = 0
    var starts = unsafe [UnsafePointer<UInt8>]()
    for plane in planes {
      unsafe starts.append((base + offset).assumingMemoryBound(to: UInt8.self))
      offset += plane.byteCount
    }
    unsafe self.starts = starts
  }

  func convert(
    _ chroma: Y4MColorSpace.Chroma, _ colors: YUVColors, width: Int, height: Int,
    into sink: PixelSink
  ) {
    bitDepth > 8
      ? convertDeep(chroma, colors, CInt(width), CInt(height), sink)
      : convertBytes(chroma, colors, CInt(width), CInt(height), sink)
  }

  private func start(_ plane: Int) -> UnsafePointer<UInt8> { unsafe starts[plane] }
  private func stride(_ plane: Int) -> CInt { CInt(planes[plane].stride) }

  private func convertBytes(
    _ chroma: Y4MColorSpace.Chroma, _ colors: YUVColors, _ width: CInt, _ height: CInt,
    _ sink: PixelSink
  ) {
    let constants = unsafe colors.constants
    let (to, toStride) = unsafe (sink.row(0), sink.stride)
    switch chroma {
    case .none:
      unsafe I400ToARGBMatrix(start(0), stride(0), to, toStride, constants, width, height)
    case .c420:
      unsafe I420ToARGBMatrix(
        start(0), stride(0), start(1), stride(1), start(2), stride(2), to, toStride, constants,
        width, height)
    case .c411: convert411(colors, width, height, sink)
    case .c422:
      unsafe I422ToARGBMatrix(
        start(0), stride(0), start(1), stride(1), start(2), stride(2), to, toStride, constants,
        width, height)
    case .c444:
      unsafe I444ToARGBMatrix(
        start(0), stride(0), start(1), stride(1), start(2), stride(2), to, toStride, constants,
        width, height)
    case .c444alpha:
      unsafe I444AlphaToARGBMatrix(
        start(0), stride(0), start(1), stride(1), start(2), stride(2), start(3), stride(3), to,
        toStride, constants, width, height, 0)
    }
  }

  /// libyuv has no 4:1:1: a row with each chroma sample twice is one of 4:2:2.
  private func convert411(
    _ colors: YUVColors, _ width: CInt, _ height: CInt, _ sink: PixelSink
  ) {
    let constants = unsafe colors.constants
    var blue = [UInt8](repeating: 0, count: planes[1].width * 2)
    var red = blue
    for y in 0..<Int(height) {
      for x in 0..<planes[1].width {
        let offset = y * planes[1].stride + x
        (blue[2 * x], blue[2 * x + 1]) = unsafe (starts[1][offset], starts[1][offset])
        (red[2 * x], red[2 * x + 1]) = unsafe (starts[2][offset], starts[2][offset])
      }
      unsafe I422ToARGBMatrix(
        start(0) + y * planes[0].stride, stride(0), blue, CInt(blue.count), red, CInt(red.count),
        sink.row(y), sink.stride, constants, width, 1)
    }
  }

  private func convertDeep(
    _ chroma: Y4MColorSpace.Chroma, _ colors: YUVColors, _ width: CInt, _ height: CInt,
    _ sink: PixelSink
  ) {
    if chroma == .none { return convertDeepGray(colors, width, height, sink) }
    let words = planes.indices.map { samples($0, ofBits: 10) }
    let constants = unsafe colors.constants
    let (to, toStride) = unsafe (sink.row(0), sink.stride)
    let strides = planes.map { CInt($0.width) }
    switch chroma {
    case .c420:
      unsafe I010ToARGBMatrix(
        words[0], strides[0], words[1], strides[1], words[2], strides[2], to, toStride, constants,
        width, height)
    case .c422:
      unsafe I210ToARGBMatrix(
        words[0], strides[0], words[1], strides[1], words[2], strides[2], to, toStride, constants,
        width, height)
    case .c444:
      unsafe I410ToARGBMatrix(
        words[0], strides[0], words[1], strides[1], words[2], strides[2], to, toStride, constants,
        width, height)
    case .none, .c411, .c444alpha: preconditionFailure("\(chroma) has no form of 10 bits")
    }
  }

  /// libyuv has no luma alone of more than 8 bits.
  private func convertDeepGray(
    _ colors: YUVColors, _ width: CInt, _ height: CInt, _ sink: PixelSink
  ) {
    let bytes = samples(0, ofBits: 8).map { UInt8(truncatingIfNeeded: $0) }
    unsafe I400ToARGBMatrix(
      bytes, width, sink.row(0), sink.stride, colors.constants, width, height)
  }

  /// The samples of a plane that has more than 8 bits, each made the nearest of as many bits as
  /// asked for. They come at any address, and libyuv reads two bytes at a time: these are aligned.
  private func samples(_ index: Int, ofBits bits: Int) -> [UInt16] {
    let plane = planes[index]
    let bytes = unsafe UnsafeRawBufferPointer(
      start: UnsafeRawPointer(starts[index]), count: plane.byteCount)
    var samples = [UInt16](repeating: 0, count: plane.width * plane.height)
    unsafe samples.withUnsafeMutableBytes { unsafe $0.copyMemory(from: bytes) }
    if bits == bitDepth { return samples }
    let excess = UInt32(max(bitDepth - bits, 0))
    let lack = UInt32(max(bits - bitDepth, 0))
    let half = (UInt32(1) &<< excess) &>> 1
    let largest = UInt32(1) &<< UInt32(bits) - 1
    for index in samples.indices {
      let sample = (UInt32(samples[index]) &<< lack &+ half) &>> excess
      samples[index] = UInt16(truncatingIfNeeded: min(sample, largest))
    }
    return samples
  }
}
