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
  package init(
    of format: PixelFormat, range: SampleRange? = nil, colorTable: ColorTable? = nil
  ) {
    let range = range ?? format.sample.range
    let isWhole = range == format.sample.range
    let isColored = format.layout == .gray && colorTable != nil
    if format.isDisplay && isWhole {
      self.init(hasAlpha: format.hasAlpha, nil)
    } else if isWhole, !isColored, let words = WordConversion(of: format) {
      self.init(hasAlpha: format.hasAlpha, words.write)
    } else {
      let samples = SampleConversion(of: format, range: range, colorTable: colorTable)
      self.init(hasAlpha: format.hasAlpha, triples: samples.triples, samples.write)
    }
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
