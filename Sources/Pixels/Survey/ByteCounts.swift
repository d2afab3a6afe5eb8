import CPixels
import Linux
import ShmChannel

/// How often each byte comes in a part of a picture of 8 bits, counted where it stands: what the
/// numbers of a `SampleSurvey` come to, in a third of the time.
struct ByteCounts {
  let channels: [PixelFormat.Channel]
  /// Of each channel, for each byte.
  let counts: [[Int]]
  /// The same of how bright pixels are; nil for gray pictures.
  let luminance: [Int]?

  /// Nil for other samples.
  init?(_ part: PixelRect, of frame: RawSpan, layout: FrameLayout) {
    guard layout.format.sample == .uint8 else { return nil }
    let places = Places(part, layout)
    let (rows, middle) = (places.rowCount, places.rowCount / 2)
    var (upper, lower): ([UInt32], [UInt32]) = ([], [])
    unsafe frame.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      // A thread takes as long to come and go as some ten thousand pixels.
      if rows * places.columnCount < 50_000 {
        upper = unsafe places.count(0..<rows, of: base)
      } else {
        sideBySide(
          { upper = unsafe places.count(0..<middle, of: base) },
          { lower = unsafe places.count(middle..<rows, of: base) })
      }
    }
    let parts = [upper, lower].filter { !$0.isEmpty }.flatMap {
      [$0[...], $0.dropFirst(Places.half)]
    }
    func sum(_ index: Int) -> [Int] {
      (0..<256).map { byte in
        parts.reduce(0) { $0 + Int($1[$1.startIndex + index * 256 + byte]) }
      }
    }
    channels = places.channels
    counts = channels.indices.map(sum)
    luminance = channels.count == 3 ? sum(3) : nil
  }
}

/// Where the bytes stand that count: those of evenly spread pixels.
private struct Places {
  let part: PixelRect
  let layout: FrameLayout
  /// In the order in which people read them.
  let channels: [PixelFormat.Channel]
  /// From a pixel's first byte to that of each of them.
  let offsets: [Int]
  /// From one pixel to the next, along and down.
  let step: Int
  let columnCount: Int
  let rowCount: Int

  init(_ part: PixelRect, _ layout: FrameLayout) {
    (self.part, self.layout) = (part, layout)
    let colours = SampleSurvey.colours(of: layout.format)
    channels = colours.map(\.channel)
    offsets = colours.map { $0.place * SampleSurvey.channelStep(in: layout) }
    step = SampleSurvey.step(for: part)
    columnCount = (part.width + step - 1) / step
    rowCount = (part.height + step - 1) / step
  }

  /// Of even columns and of odd ones: a count that is raised twice in a row waits for itself.
  static let half = 4 * 256

  /// Counts the bytes of some of the rows: of three channels and of luminance, or of one.
  func count(_ rows: Range<Int>, of base: UnsafeRawPointer) -> [UInt32] {
    unsafe [UInt32](unsafeUninitializedCapacity: 2 * Self.half) { counts, count in
      unsafe counts.initialize(repeating: 0)
      count = 2 * Self.half
      for row in rows {
        let start = unsafe base + layout.offset(x: part.x, y: part.y + row * step)
        if offsets.count == 3 {
          unsafe countColours(start, in: counts)
        } else {
          unsafe countGrays(start + offsets[0], in: counts)
        }
      }
    }
  }

  private func countGrays(
    _ start: UnsafeRawPointer, in counts: UnsafeMutableBufferPointer<UInt32>
  ) {
    let columnStep = step * layout.format.columnByteCount
    for x in 0..<columnCount {
      let byte = unsafe Int((start + x &* columnStep).load(as: UInt8.self))
      unsafe counts[(x & 1) &* Self.half &+ byte] &+= 1
    }
  }

  private func countColours(
    _ start: UnsafeRawPointer, in counts: UnsafeMutableBufferPointer<UInt32>
  ) {
    guard let target = counts.baseAddress else { return }
    let bytes = unsafe start.assumingMemoryBound(to: UInt8.self)
    unsafe Kernels.best.count(
      bytes + offsets[0], bytes + offsets[1], bytes + offsets[2], columnCount,
      step * layout.format.columnByteCount, target)
  }
}
