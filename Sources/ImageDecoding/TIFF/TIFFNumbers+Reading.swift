internal import Pixels
internal import ShmChannel

extension TIFFNumbers {
  /// A picture of zeros for a page; there is no format for gray beside alpha.
  func makePicture(_ layout: TIFFLayout) throws(DecodingError) -> SamplePicture {
    let colorCount = layout.colors == .rgb ? 3 : 1
    let format = try PixelFormat(
      channelCount: layout.alpha == nil ? colorCount : 4, sample, in: .tiff)
    var picture = try SamplePicture(
      width: layout.size.width, height: layout.size.height, format: format)
    picture.remark = remark
    return picture
  }

  /// Reads all samples.
  func read(
    _ blocks: TIFFBlocks, of tiff: borrowing TIFFFile, into picture: inout SamplePicture
  ) throws(DecodingError) {
    let layout = blocks.layout
    try unsafe picture.withUnsafeMutableBytes { (bytes) throws(DecodingError) in
      try blocks.forEachRow(of: tiff) { row, memory in
        switch (kind, depth) {
        case (.unsigned, ..<16): unsafe unpack(row, blocks, memory, to: bytes)
        case (.unsigned, 16):
          unsafe copy(row, blocks, memory, as: UInt16.self, to: bytes) { $0 }
        case (.unsigned, 32):
          unsafe copy(row, blocks, memory, as: UInt32.self, to: bytes) { Float($0) }
        case (.unsigned, _):
          unsafe copy(row, blocks, memory, as: UInt64.self, to: bytes) { Float($0) }
        case (.signed, 8): unsafe copy(row, blocks, memory, as: Int8.self, to: bytes) { Float($0) }
        case (.signed, 16):
          unsafe copy(row, blocks, memory, as: Int16.self, to: bytes) { Float($0) }
        case (.signed, 32):
          unsafe copy(row, blocks, memory, as: Int32.self, to: bytes) { Float($0) }
        case (.signed, _): unsafe copy(row, blocks, memory, as: Int64.self, to: bytes) { Float($0) }
        case (.float, 16):
          unsafe copy(row, blocks, memory, as: Float16.self, to: bytes) { Float($0) }
        case (.float, 32): unsafe copy(row, blocks, memory, as: Float.self, to: bytes) { $0 }
        case (.float, _): unsafe copy(row, blocks, memory, as: Double.self, to: bytes) { Float($0) }
        }
      }
      if areLogarithms, layout.colors == .rgb {
        unsafe Self.makeRGB(
          bytes.bindMemory(to: Float.self), channelCount: layout.alpha == nil ? 3 : 4)
      }
      if layout.alpha != nil { unsafe settleAlpha(layout, bytes) }
    }
    if areLogarithms { picture.transfer = .linear }
    if kind != .float, sample == .float32 { picture.findRange() }
    if let highest { picture.range = SampleRange(low: 0, high: Float(highest)) }
    let range = picture.range ?? sample.range
    // Samples stay what they are; the range says that the largest is black.
    if layout.colors == .whiteIsZero {
      picture.range = SampleRange(low: range.high, high: range.low)
    }
  }

  private func copy<Stored, Sample>(
    _ row: TIFFBlocks.Row, _ blocks: TIFFBlocks, _ memory: borrowing TIFFMemory,
    as type: Stored.Type, to bytes: UnsafeMutableRawBufferPointer, _ convert: (Stored) -> Sample
  ) {
    let sources = unsafe blocks.samples(of: row, in: memory, as: type)
    let step = blocks.layout.samplesPerBlock
    let target = unsafe bytes.bindMemory(to: Sample.self)
    unsafe place(row, blocks.layout, in: target) { index, column in
      convert(unsafe sources[index][column * step])
    }
  }

  /// The same of samples that are packed, the highest bit first.
  private func unpack(
    _ row: TIFFBlocks.Row, _ blocks: TIFFBlocks, _ memory: borrowing TIFFMemory,
    to bytes: UnsafeMutableRawBufferPointer
  ) {
    let samples = blocks.packedSamples(of: row, in: memory, as: UInt16.self)
    let count = row.columns.count
    unsafe place(row, blocks.layout, in: bytes.bindMemory(to: UInt16.self)) { index, column in
      samples[index * count + column]
    }
  }

  /// Writes a row's samples where they are in a frame.
  private func place<Sample>(
    _ row: TIFFBlocks.Row, _ layout: TIFFLayout, in target: UnsafeMutableBufferPointer<Sample>,
    _ number: (_ index: Int, _ column: Int) -> Sample
  ) {
    let channelCount = layout.alpha == nil ? row.used.count : 4
    // Of gray beside alpha, the gray goes to three places.
    let places =
      layout.alpha != nil && row.used.count == 2
      ? [0..<3, 3..<4] : row.used.indices.map { $0..<$0 + 1 }
    var pixel = (row.y * layout.size.width + row.columns.lowerBound) * channelCount
    for column in 0..<row.columns.count {
      for (index, place) in places.enumerated() {
        let number = number(index, column)
        for channel in place { unsafe target[pixel + channel] = number }
      }
      pixel += channelCount
    }
  }

  /// Makes linear light of sRGB's primaries of CIE's XYZ (IEC 61966-2-1, of white D65), as OpenCV
  /// does.
  private static func makeRGB(
    _ samples: UnsafeMutableBufferPointer<Float>, channelCount: Int
  ) {
    for index in stride(from: 0, to: samples.count, by: channelCount) {
      let (x, y, z) = unsafe (samples[index], samples[index + 1], samples[index + 2])
      unsafe samples[index] = 3.240479 * x - 1.53715 * y - 0.498535 * z
      unsafe samples[index + 1] = -0.969256 * x + 1.875991 * y + 0.041556 * z
      unsafe samples[index + 2] = 0.055648 * x - 0.204043 * y + 1.057311 * z
    }
  }

  /// Makes alpha that of a frame: straight, and full where it is all that its type has.
  private func settleAlpha(_ layout: TIFFLayout, _ bytes: UnsafeMutableRawBufferPointer) {
    let isPremultiplied = layout.alpha?.kind == .premultiplied
    if sample == .uint16 {
      unsafe Self.settle(
        bytes.bindMemory(to: SIMD4<UInt16>.self), highest ?? 65_535, isPremultiplied,
        layout.isAlphaGuessed)
    } else {
      let full: Float =
        switch kind {
        case .float: 1
        case .signed: Float(sign: .plus, exponent: depth - 1, significand: 1) - 1
        case .unsigned: Float(sign: .plus, exponent: depth, significand: 1) - 1
        }
      unsafe Self.settle(
        bytes.bindMemory(to: SIMD4<Float>.self), full, isPremultiplied, layout.isAlphaGuessed)
    }
  }

  private static func settle(
    _ pixels: UnsafeMutableBufferPointer<SIMD4<UInt16>>, _ highest: Int, _ isPremultiplied: Bool,
    _ isGuessed: Bool
  ) {
    let isEmpty = unsafe isGuessed && pixels.allSatisfy { $0.w == 0 }
    for index in pixels.indices {
      let alpha = unsafe isEmpty ? highest : Int(pixels[index].w)
      unsafe pixels[index].w = UInt16((alpha * 65_535 + highest / 2) / highest)
      guard isPremultiplied, alpha != highest else { continue }
      for channel in 0..<3 {
        let number = unsafe Int(pixels[index][channel])
        unsafe pixels[index][channel] =
          alpha == 0 ? 0 : UInt16(min(highest, (number * highest + alpha / 2) / alpha))
      }
    }
  }

  private static func settle(
    _ pixels: UnsafeMutableBufferPointer<SIMD4<Float>>, _ full: Float, _ isPremultiplied: Bool,
    _ isGuessed: Bool
  ) {
    let isEmpty = unsafe isGuessed && pixels.allSatisfy { $0.w == 0 }
    for index in pixels.indices {
      let alpha = unsafe isEmpty ? 1 : pixels[index].w / full
      if isPremultiplied { unsafe pixels[index].straighten(alpha: alpha) }
      unsafe pixels[index].w = alpha
    }
  }
}
