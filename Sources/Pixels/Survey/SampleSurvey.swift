package import ShmChannel

/// The numbers of a part of a picture: all of them, or of evenly spread pixels, mostly of a
/// million. Alpha is left out, and so is what is not finite.
package struct SampleSurvey {
  /// What the numbers tell, in the order in which people read them.
  package let channels: [PixelFormat.Channel]
  /// The numbers of each.
  package let numbers: [[Float]]
  private let sample: SampleType

  /// The most pixels that are looked at where nobody says otherwise.
  private static let mostPixels = 1_000_000

  /// Reads them.
  ///
  /// - Parameter mostPixels: how many pixels are looked at, at most.
  /// - Precondition: the part is in the picture, and `frame` holds all of that.
  package init(
    _ part: PixelRect, of frame: RawSpan, layout: FrameLayout, mostPixels: Int = mostPixels
  ) {
    precondition(frame.byteCount >= layout.byteCount, "\(frame.byteCount) bytes")
    precondition(part.intersection(layout.bounds) == part, "\(part) of \(layout)")
    let colours = Self.colours(of: layout.format)
    channels = colours.map(\.channel)
    sample = layout.format.sample
    let step = Self.step(for: part, mostPixels: mostPixels)
    numbers = colours.map { colour in
      let offset = colour.place * Self.channelStep(in: layout)
      return switch layout.format.sample {
      case .uint8: Self.read(UInt8.self, part, step, offset, of: frame, layout)
      case .uint16: Self.read(UInt16.self, part, step, offset, of: frame, layout)
      case .float32: Self.read(Float.self, part, step, offset, of: frame, layout)
      }
    }
  }

  /// The channels that count, in the order in which people read them, and which of a pixel's
  /// samples each of them is.
  static func colours(of format: PixelFormat) -> [(channel: PixelFormat.Channel, place: Int)] {
    format.channels.enumerated()
      .filter { $0.element != .alpha && $0.element != .unused }
      .sorted { $0.element.rawValue < $1.element.rawValue }
      .map { (channel: $0.element, place: $0.offset) }
  }

  /// Bytes from a pixel's sample to its next.
  static func channelStep(in layout: FrameLayout) -> Int {
    layout.format.isPlanar ? layout.planeByteCount : layout.format.sample.byteCount
  }

  /// From one pixel to the next, along and down; odd, so that a pattern of two is met in both.
  static func step(for part: PixelRect, mostPixels: Int = mostPixels) -> Int {
    var step = 1
    func count(_ length: Int) -> Int { (length + step - 1) / step }
    while count(part.width) * count(part.height) > mostPixels { step += 2 }
    return step
  }

  private static func read<Sample: StoredSample>(
    _: Sample.Type, _ part: PixelRect, _ step: Int, _ offset: Int, of frame: RawSpan,
    _ layout: FrameLayout
  ) -> [Float] {
    let columnStep = step * layout.format.columnByteCount
    let columns = (part.width + step - 1) / step
    let rows = (part.height + step - 1) / step
    return unsafe frame.withUnsafeBytes { bytes in
      unsafe [Float](unsafeUninitializedCapacity: columns * rows) { numbers, count in
        guard let base = bytes.baseAddress, let target = numbers.baseAddress else { return }
        for y in stride(from: part.y, to: part.maxY, by: step) {
          let start = unsafe base + layout.offset(x: part.x, y: y) + offset
          for x in 0..<columns {
            let number = unsafe Sample.load(start + x * columnStep)
            // One that does not count makes room for the next.
            unsafe (target + count).initialize(to: number)
            count += !Sample.isFloat || number.isFinite ? 1 : 0
          }
        }
      }
    }
  }

  /// How bright a pixel is, by ITU-R BT.709's weights of the numbers as they are.
  @inline(__always)
  static func luminance(_ red: Float, _ green: Float, _ blue: Float) -> Float {
    red * 0.2126 + green * 0.7152 + blue * 0.0722
  }

  /// That of each pixel; nil for gray pictures, and where a number is not finite.
  var luminance: [Float]? {
    guard channels == [.red, .green, .blue], Set(numbers.map(\.count)).count == 1 else {
      return nil
    }
    let (red, green, blue) = (numbers[0], numbers[1], numbers[2])
    return unsafe [Float](unsafeUninitializedCapacity: red.count) { all, count in
      count = red.count
      guard let target = all.baseAddress else { return }
      for index in 0..<red.count {
        let sum = Self.luminance(red[index], green[index], blue[index])
        unsafe (target + index).initialize(to: sum)
      }
    }
  }

  /// The least and the largest; nil where there are none.
  package var extremes: (low: Float, high: Float)? {
    guard let low = numbers.compactMap({ $0.min() }).min(),
      let high = numbers.compactMap({ $0.max() }).max()
    else { return nil }
    return (low, high)
  }

  /// The largest number of a whole picture, of which every pixel is looked at; nil where there are
  /// none.
  ///
  /// - Precondition: `frame` holds all of `layout`.
  package static func largest(of frame: RawSpan, layout: FrameLayout) -> Float? {
    let height = max(1, mostPixels / layout.width)
    return stride(from: 0, to: layout.height, by: height).compactMap { y in
      let band = PixelRect(
        x: 0, y: y, width: layout.width, height: min(height, layout.height - y))
      return SampleSurvey(band, of: frame, layout: layout).extremes?.high
    }.max()
  }

  /// From the least to the largest; of a picture of one number, as `range(around:)` says.
  package var wholeRange: SampleRange { range(extremes) }

  /// Without the lowest hundredth and the highest.
  package var robustRange: SampleRange {
    let all = OrderedNumbers(numbers.flatMap { $0 })
    guard let low = all.number(at: 0.01), let high = all.number(at: 0.99), low < high else {
      return wholeRange
    }
    return range((low, high))
  }

  private func range(_ ends: (low: Float, high: Float)?) -> SampleRange {
    guard let (low, high) = ends else { return sample.range }
    return SampleRange(low: low, high: high) ?? range(around: low)
  }

  /// Of a picture of one number: its type's own range where that shows it for what it is, black and
  /// white among them; else one in whose middle it lies.
  private func range(around number: Float) -> SampleRange {
    let own = sample.range
    let isShown =
      switch sample {
      case .uint8: true
      // The counts of most cameras and sensors fill a part of it alone.
      case .uint16: number == own.low || number == own.high
      case .float32: (own.low...own.high).contains(number)
      }
    if isShown { return own }
    // A few steps of float32, of which one is a number's 2^-23 at most.
    let width = max(1, abs(number) * 0x1p-20)
    return SampleRange(low: number - width, high: number + width)
      ?? SampleRange(low: min(0, number), high: max(0, number)) ?? own
  }
}
