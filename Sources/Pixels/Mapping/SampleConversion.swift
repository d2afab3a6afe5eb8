import ShmChannel

/// Makes display pixels of numbers: each becomes a byte, which is a gray, a part of a color, or
/// which color of a table it is.
struct SampleConversion: Sendable {
  private let format: PixelFormat
  /// Of packed pixels, all their samples; of planes, those of colors.
  private let samples: SampleBytes
  /// Of a plane of alpha.
  private let alpha: SampleBytes
  private let packing: BytePacking
  private let exception: Exception

  /// Which pixels have a color of their own, whatever their other samples are.
  struct Exception {
    /// What their bits without the sign are above.
    fileprivate let limit: UInt32
    fileprivate let pixel: UInt32

    /// Where a sample is infinite, or not a number.
    static let uncountable = Exception(
      limit: Float.greatestFiniteMagnitude.bitPattern, pixel: DisplayMapping.uncountable)
    /// Where a sample is not a number: the middle, which is at no end. What is infinite is at one.
    static let undecided = Exception(limit: Float.infinity.bitPattern, pixel: 0xFF80_8080)
  }

  init(
    of format: PixelFormat, range: SampleRange, colorTable: ColorTable?, curve: TransferCurve?,
    exception: Exception = .uncountable
  ) {
    self.format = format
    self.exception = exception
    let channels = format.isPlanar ? [.green] : format.channels
    let samples = SampleBytes(channels, range: range, of: format.sample, curve: curve)
    let table = format.layout == .gray ? colorTable?.pixels : nil
    alpha = SampleBytes([.alpha], range: range, of: format.sample, curve: nil)
    if format == .gray8, let whole = samples.table(of: table) {
      // One table says what becomes of a byte.
      self.samples = .asStored
      packing = BytePacking(.gray, table: whole)
    } else {
      self.samples = samples
      packing = BytePacking(format.layout, table: table)
    }
  }

  /// What the pixels are, where they are three bytes each that stay as they are.
  var triples: ByteTriples? {
    guard case .asStored = samples, !format.isPlanar else { return nil }
    return packing.triples
  }

  /// Writes the pixels in those columns of a row of the frame.
  ///
  /// - Precondition: `frame` holds all of `layout`, the pixels are in it, and `output` has room.
  func write(
    _ frame: RawSpan, _ layout: FrameLayout, _ y: Int, _ columns: Range<Int>,
    _ output: inout MutableSpan<UInt32>, _ pastCaches: Bool
  ) {
    precondition(frame.byteCount >= layout.byteCount, "\(frame.byteCount) bytes")
    unsafe frame.withUnsafeBytes { frame in
      unsafe output.withUnsafeMutableBufferPointer { output in
        guard let base = frame.baseAddress, let target = output.baseAddress else { return }
        let row = unsafe Row(
          start: base + layout.offset(x: columns.lowerBound, y: y), target: target,
          count: columns.count, step: layout.format.columnByteCount,
          channelStep: format.isPlanar ? layout.planeByteCount : format.sample.byteCount)
        let allAreFinite =
          unsafe format.isPlanar ? writePlanes(row) : writePacked(row, pastCaches)
        if !allAreFinite { unsafe markExceptions(row) }
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

  /// Tells whether all samples are finite, as what follows does.
  private func writePacked(_ row: Row, _ pastCaches: Bool) -> Bool {
    let (start, target) = unsafe (row.start, row.target)
    let count = unsafe row.count
    if case .asStored = samples {
      unsafe packing.write(
        start.assumingMemoryBound(to: UInt8.self), count: count, to: target,
        pastCaches: pastCaches)
      return true
    }
    if case .light(let scale) = samples,
      let allAreFinite = unsafe scale.writePixels(start, count: count, of: format, to: target)
    {
      return allAreFinite
    }
    let sampleCount = count * format.channelCount
    if packing.isIdentity {
      return unsafe samples.write(
        start, count: sampleCount, of: format.sample, to: bytes(target))
    }
    return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: sampleCount) { room in
      guard let bytes = room.baseAddress else { return true }
      let allAreFinite = unsafe samples.write(
        start, count: sampleCount, of: format.sample, to: bytes)
      unsafe packing.write(bytes, count: count, to: target, pastCaches: pastCaches)
      return allAreFinite
    }
  }

  private func writePlanes(_ row: Row) -> Bool {
    let (start, target) = unsafe (row.start, row.target)
    let (count, step) = unsafe (row.count, row.channelStep)
    if case .asStored = samples {
      unsafe packing.write(
        planes: start.assumingMemoryBound(to: UInt8.self), distance: step, count: count,
        to: target)
      return true
    }
    let room = count * format.channelCount
    return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { room in
      guard let bytes = room.baseAddress else { return true }
      var allAreFinite = true
      for (index, channel) in format.channels.enumerated() {
        let way = channel == .alpha ? alpha : samples
        let (plane, target) = unsafe (start + index * step, bytes + index * count)
        if case .asStored = way {
          unsafe target.update(from: plane.assumingMemoryBound(to: UInt8.self), count: count)
        } else if unsafe !way.write(plane, count: count, of: format.sample, to: target) {
          allAreFinite = false
        }
      }
      unsafe packing.write(planes: bytes, distance: count, count: count, to: target)
      return allAreFinite
    }
  }

  /// Gives those pixels their color.
  private func markExceptions(_ row: Row) {
    for channel in 0..<format.channelCount {
      let start = unsafe row.start + channel * row.channelStep
      // With a step that it knows, the compiler makes several at once.
      if unsafe row.step == MemoryLayout<Float>.size {
        unsafe mark(row, start, step: MemoryLayout<Float>.size)
      } else {
        unsafe mark(row, start, step: row.step)
      }
    }
  }

  /// Without a branch: what is above the limit makes a difference negative.
  @inline(__always)
  private func mark(_ row: Row, _ start: UnsafeRawPointer, step: Int) {
    for x in 0..<(unsafe row.count) {
      let bits = unsafe (start + x &* step).loadUnaligned(as: UInt32.self) & 0x7FFF_FFFF
      let isOne = UInt32(bitPattern: Int32(bitPattern: exception.limit &- bits) &>> 31)
      let pixel = unsafe row.target[x]
      unsafe row.target[x] = exception.pixel & isOne | pixel & ~isOne
    }
  }
}
