import ShmChannel

/// Makes display pixels of numbers: each becomes a byte, which is a gray, a part of a colour, or
/// which colour of a table it is.
struct SampleConversion: Sendable {
  private let format: PixelFormat
  private let colours: SampleScale
  /// Alpha has a range of its own: that of colours is not for it.
  private let alpha: SampleScale
  /// 256 display pixels, of a gray picture.
  private let table: [UInt32]?

  init(of format: PixelFormat, range: SampleRange, colorTable: ColorTable?) {
    self.format = format
    colours = SampleScale(range)
    alpha = SampleScale(format.sample.range)
    table = format.layout == .gray ? colorTable?.pixels : nil
  }

  /// Writes the pixels in those columns of a row of the frame.
  ///
  /// - Precondition: `frame` holds all of `layout`, the pixels are in it, and `output` has room.
  func write(
    _ frame: RawSpan, _ layout: FrameLayout, _ y: Int, _ columns: Range<Int>,
    _ output: inout MutableSpan<UInt32>
  ) {
    precondition(frame.byteCount >= layout.byteCount, "\(frame.byteCount) bytes")
    unsafe frame.withUnsafeBytes { bytes in
      unsafe output.withUnsafeMutableBufferPointer { output in
        guard let base = bytes.baseAddress, let target = output.baseAddress else { return }
        let row = unsafe Row(
          start: base + layout.offset(x: columns.lowerBound, y: y), target: target,
          count: columns.count, step: layout.format.columnByteCount,
          channelStep: format.isPlanar ? layout.planeByteCount : format.sample.byteCount)
        switch format.sample {
        case .uint8: unsafe write(row, UInt8.self)
        case .uint16: unsafe write(row, UInt16.self)
        case .float32:
          unsafe write(row, Float.self)
          unsafe markUncountable(row)
        }
      }
    }
  }

  /// Where the samples of some pixels of a row are, and where their display pixels go.
  @unsafe private struct Row {
    let start: UnsafeRawPointer
    let target: UnsafeMutablePointer<UInt32>
    let count: Int
    /// Bytes from one sample of a channel to the next.
    let step: Int
    /// Bytes from a sample to that of the next channel.
    let channelStep: Int
  }

  private func write<Sample: StoredSample>(_ row: Row, _: Sample.Type) {
    if let table {
      unsafe write(row, 0, colours, Sample.self) { bytes, target in
        for index in 0..<8 { unsafe target[index] = table[Int(bytes[index])] }
      }
      return
    }
    if format.layout == .gray {
      unsafe write(row, 0, colours, Sample.self) { bytes, target in
        unsafe store(bytes &* 0x01_0101 | 0xFF00_0000, target)
      }
      return
    }
    for (index, channel) in format.channels.enumerated() {
      let shift = Self.shift(of: channel)
      let scale = channel == .alpha ? alpha : colours
      // The first channel overwrites what was there.
      let kept: UInt32 = index == 0 ? 0 : .max
      let filled: UInt32 = index == 0 && !format.hasAlpha ? 0xFF00_0000 : 0
      if channel == .unused { continue }
      unsafe write(row, index, scale, Sample.self) { bytes, target in
        let before = unsafe UnsafeRawPointer(target).loadUnaligned(as: SIMD8<UInt32>.self)
        unsafe store(before & kept | filled | bytes &<< shift, target)
      }
    }
  }

  /// Goes through a channel of a row, eight pixels at a time, the last ones by way of a place
  /// aside.
  @inline(__always)
  private func write<Sample: StoredSample>(
    _ row: Row, _ channel: Int, _ scale: SampleScale, _: Sample.Type,
    _ body: (SIMD8<UInt32>, UnsafeMutablePointer<UInt32>) -> Void
  ) {
    let start = unsafe row.start + channel * row.channelStep
    let whole = unsafe row.count & ~7
    let isPacked = unsafe row.step == MemoryLayout<Sample>.size
    if isPacked {
      for x in stride(from: 0, to: whole, by: 8) {
        let numbers = unsafe Sample.loadEight(start + x * MemoryLayout<Sample>.size)
        unsafe body(scale.bytes(numbers), row.target + x)
      }
    } else {
      for x in stride(from: 0, to: whole, by: 8) {
        let numbers = unsafe Sample.loadEight(start + x * row.step, step: row.step)
        unsafe body(scale.bytes(numbers), row.target + x)
      }
    }
    let left = unsafe row.count - whole
    if left == 0 { return }
    var numbers = SIMD8<Float>()
    var pixels = SIMD8<UInt32>()
    for index in 0..<left {
      unsafe numbers[index] = Sample.load(start + (whole + index) * row.step)
      unsafe pixels[index] = row.target[whole + index]
    }
    unsafe withUnsafeMutableBytes(of: &pixels) { bytes in
      let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt32.self)
      guard let aside = unsafe start else { return }
      unsafe body(scale.bytes(numbers), aside)
    }
    for index in 0..<left { unsafe row.target[whole + index] = pixels[index] }
  }

  /// What is not a number, or infinite, has a colour of its own.
  private func markUncountable(_ row: Row) {
    for channel in 0..<format.channelCount {
      let start = unsafe row.start + channel * row.channelStep
      // With a step that it knows, the compiler makes several at once.
      if unsafe row.step == MemoryLayout<Float>.size {
        unsafe Self.mark(row, start, step: MemoryLayout<Float>.size)
      } else {
        unsafe Self.mark(row, start, step: row.step)
      }
    }
  }

  /// Without a branch: the exponent of what is no number is all ones, and one more runs over into
  /// the sign.
  @inline(__always)
  private static func mark(_ row: Row, _ start: UnsafeRawPointer, step: Int) {
    for x in 0..<(unsafe row.count) {
      let bits = unsafe (start + x &* step).loadUnaligned(as: UInt32.self)
      let sign = Int32(bitPattern: bits & 0x7F80_0000 &+ 0x0080_0000)
      let isNone = UInt32(bitPattern: sign &>> 31)
      let pixel = unsafe row.target[x]
      unsafe row.target[x] = DisplayMapping.uncountable & isNone | pixel & ~isNone
    }
  }

  @inline(__always)
  private func store(_ pixels: SIMD8<UInt32>, _ target: UnsafeMutablePointer<UInt32>) {
    unsafe UnsafeMutableRawPointer(target).storeBytes(of: pixels, as: SIMD8<UInt32>.self)
  }

  /// Where a channel stands in a display pixel, `0xAARRGGBB`.
  private static func shift(of channel: PixelFormat.Channel) -> UInt32 {
    switch channel {
    case .blue, .gray, .unused: 0
    case .green: 8
    case .red: 16
    case .alpha: 24
    }
  }
}
