package import ShmChannel

/// How a frame's pixels become those of the display: words of `0xAARRGGBB` with straight alpha,
/// BGRX or BGRA in memory.
///
/// docs/VIEWER.md says how numbers become bytes. This is where formats differ. What draws, scales,
/// blends and encodes knows display rows only.
package struct DisplayMapping: Sendable {
  /// Writes the pixels in those columns of a row of the frame, past the caches if it may and can.
  typealias Conversion =
    @Sendable (
      _ frame: RawSpan, _ layout: FrameLayout, _ y: Int, _ columns: Range<Int>,
      _ output: inout MutableSpan<UInt32>, _ pastCaches: Bool
    ) -> Void

  /// Whether the display's pixels have alpha.
  package let hasAlpha: Bool
  /// What the frame's pixels are, where they are three bytes each that are to be seen as they are.
  let triples: ByteTriples?
  /// Nil where the frame's rows are display rows as they are.
  private let conversion: Conversion?

  /// The way of a format.
  ///
  /// - Parameters:
  ///   - range: the samples that are black and white; nil for all that their type has.
  ///   - colorTable: what a gray picture is shown in; of no account for others.
  ///   - transfer: what samples say of light; of no account where a table shows them.
  ///   - lift: by how much of one of the display's 255 steps tones are brighter.
  package init(
    of format: PixelFormat, range: SampleRange? = nil, colorTable: ColorTable? = nil,
    transfer: Transfer = .srgb, lift: Double = 0
  ) {
    let way = Way(format, range, colorTable, transfer, lift: lift)
    if format.isDisplay && way.isWhole && way.curve == nil {
      self.init(hasAlpha: format.hasAlpha, nil)
    } else if way.isWhole, way.colorTable == nil, way.curve == nil,
      let words = WordConversion(of: format)
    {
      self.init(hasAlpha: format.hasAlpha, words.write)
    } else {
      self.init(format, way)
    }
  }

  /// What there is to judge of a format's pixels where that is not what is seen of them: the tones
  /// that the range makes, without a table's colors and without those of what is no number, which
  /// are in the middle. Nil where it is what is seen.
  ///
  /// The parameters are as above.
  package init?(
    judging format: PixelFormat, range: SampleRange? = nil, colorTable: ColorTable? = nil,
    transfer: Transfer = .srgb, lift: Double = 0
  ) {
    if format.sample == .float32 {
      let way = Way(format, range, nil, colorTable == nil ? transfer : .srgb, lift: lift)
      self.init(format, way, exception: .undecided)
    } else if format.layout == .gray && colorTable != nil {
      self.init(of: format, range: range, lift: lift)
    } else {
      return nil
    }
  }

  /// What matters for a format of all that is said.
  private struct Way {
    let range: SampleRange
    let isWhole: Bool
    let colorTable: ColorTable?
    let curve: TransferCurve?

    init(
      _ format: PixelFormat, _ range: SampleRange?, _ colorTable: ColorTable?,
      _ transfer: Transfer, lift: Double
    ) {
      self.colorTable = format.layout == .gray ? colorTable : nil
      let isLight = transfer == .linear && self.colorTable == nil
      curve = isLight ? TransferCurve.lifted(by: lift) : nil
      let range = range ?? format.sample.range
      self.range = isLight ? range : range.lifted(by: lift)
      isWhole = self.range == format.sample.range
    }
  }

  private init(
    _ format: PixelFormat, _ way: Way, exception: SampleConversion.Exception = .uncountable
  ) {
    let samples = SampleConversion(
      of: format, range: way.range, colorTable: way.colorTable, curve: way.curve,
      exception: exception)
    self.init(hasAlpha: format.hasAlpha, triples: samples.triples, samples.write)
  }

  init(hasAlpha: Bool, triples: ByteTriples? = nil, _ conversion: Conversion?) {
    self.hasAlpha = hasAlpha
    self.triples = triples
    self.conversion = conversion
  }

  /// What is not a number, or infinite: magenta.
  package static let uncountable: UInt32 = 0xFFFF_00FF
}

extension DisplayMapping {
  /// Whether the frame's rows are display rows as they are.
  package var isIdentity: Bool { conversion == nil }

  /// Whether the frame's rows are what is to be seen, with nothing behind them.
  package var showsAsStored: Bool { isIdentity && !hasAlpha }

  /// Writes display pixels of a row of the frame, from the start of `output` on.
  ///
  /// - Parameter pastCaches: whether they may be stored past the caches, since nothing here reads
  ///   them soon. `cpixels_settle` is due then before another process does.
  /// - Precondition: `frame` holds all of `layout`, the pixels are in it, and `output` has room.
  package func write(
    row y: Int, columns: Range<Int>, of frame: RawSpan, layout: FrameLayout,
    to output: inout MutableSpan<UInt32>, pastCaches: Bool = false
  ) {
    precondition((0..<layout.height).contains(y), "no row \(y)")
    precondition(columns.lowerBound >= 0 && columns.upperBound <= layout.width, "\(columns)")
    precondition(output.count >= columns.count, "no room for \(columns.count) pixels")
    if let conversion { return conversion(frame, layout, y, columns, &output, pastCaches) }
    unsafe frame.withUnsafeBytes { frame in
      let rows = unsafe PixelRows(frame, layout: layout)
      unsafe output.withUnsafeMutableBufferPointer { output in
        _ = unsafe output.update(
          fromContentsOf: UnsafeBufferPointer(
            start: rows.at(x: columns.lowerBound, y: y), count: columns.count))
      }
    }
  }

  /// The display's pixel for one of the frame's.
  package func pixel(x: Int, y: Int, of frame: RawSpan, layout: FrameLayout) -> UInt32 {
    var pixel = [UInt32(0)]
    var output = pixel.mutableSpan
    write(row: y, columns: x..<x + 1, of: frame, layout: layout, to: &output)
    return pixel[0]
  }
}

extension SampleRange {
  /// That which makes tones brighter by a part of one of the display's 255 steps.
  fileprivate func lifted(by lift: Double) -> SampleRange {
    if lift == 0 { return self }
    let (low, high) = (Double(low), Double(high))
    let change = (high - low) / 255 * lift
    return SampleRange(low: Float(low - change), high: Float(high - change)) ?? self
  }
}
