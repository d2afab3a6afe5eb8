package import ShmChannel

/// How a picture differs from another one of its size, number by number.
///
/// A gray picture's numbers count as those of all three colors; alpha counts where both have it.
package struct FrameDifference: Sendable {
  /// How it is shown.
  package enum Kind: Hashable, Sendable {
    /// How far red, green and blue are from those of the other picture.
    case absolute
    /// Whether a pixel is brighter than there, in orange, or darker, in blue.
    case signed
  }

  /// Why two pictures cannot be compared.
  package enum Obstacle: Hashable, Sendable {
    case size
    /// Numbers of another type.
    case samples
  }

  private let other: FrameCopy
  private let ours: ComparedPixels
  private let theirs: ComparedPixels
  private let withAlpha: Bool

  /// Why pictures that lie so cannot be compared; nil if they can.
  package static func obstacle(_ one: FrameLayout, _ other: FrameLayout) -> Obstacle? {
    if (one.width, one.height) != (other.width, other.height) { return .size }
    return one.format.sample == other.format.sample ? nil : .samples
  }

  /// Compares pictures that lie as `layout` says with another one; nil where that cannot be.
  package init?(of layout: FrameLayout, from other: FrameCopy) {
    if Self.obstacle(layout, other.layout) != nil { return nil }
    self.other = other
    ours = ComparedPixels(layout)
    theirs = ComparedPixels(other.layout)
    withAlpha = ours.hasAlpha && theirs.hasAlpha
  }

  /// Shows the difference in place of a picture.
  ///
  /// - Parameters:
  ///   - gain: How many times it is as large.
  ///   - range: The samples that are black and white: as much is the largest difference.
  package func mapping(_ kind: Kind, gain: Int, range: SampleRange) -> DisplayMapping {
    DisplayMapping(hasAlpha: false) { frame, layout, y, columns, output, _ in
      switch layout.format.sample {
      case .uint8: write(kind, gain, range, frame, layout, y, columns, &output, UInt8.self)
      case .uint16: write(kind, gain, range, frame, layout, y, columns, &output, UInt16.self)
      case .float32: write(kind, gain, range, frame, layout, y, columns, &output, Float.self)
      }
    }
  }

  private func write<Sample: StoredSample>(
    _ kind: Kind, _ gain: Int, _ range: SampleRange, _ frame: RawSpan, _ layout: FrameLayout,
    _ y: Int, _ columns: Range<Int>, _ output: inout MutableSpan<UInt32>, _: Sample.Type
  ) {
    let tones = DifferenceTones(gain: gain, range: range, alpha: layout.format.sample.range)
    forEachPair(y, columns, of: frame, layout, Sample.self) { index, one, other in
      output[index] = tones.pixel(kind, one, other)
    }
  }

  /// How much of it there is in the whole picture.
  package func figures(of frame: RawSpan, layout: FrameLayout) -> DifferenceFigures {
    switch layout.format.sample {
    case .uint8: figures(of: frame, layout, UInt8.self)
    case .uint16: figures(of: frame, layout, UInt16.self)
    case .float32: figures(of: frame, layout, Float.self)
    }
  }

  private func figures<Sample: StoredSample>(
    of frame: RawSpan, _ layout: FrameLayout, _: Sample.Type
  ) -> DifferenceFigures {
    var tally = DifferenceTally(channelCount: layout.format.layout == .gray ? 1 : 3)
    for y in 0..<layout.height {
      forEachPair(y, 0..<layout.width, of: frame, layout, Sample.self) { _, one, other in
        tally.add(one, other)
      }
    }
    return tally.figures
  }

  /// Goes through a part of a row, with the pixels of both pictures.
  @inline(__always)
  private func forEachPair<Sample: StoredSample>(
    _ y: Int, _ columns: Range<Int>, of frame: RawSpan, _ layout: FrameLayout, _: Sample.Type,
    _ body: (_ index: Int, SIMD4<Float>, SIMD4<Float>) -> Void
  ) {
    precondition(frame.byteCount >= layout.byteCount, "\(frame.byteCount) bytes")
    precondition(Self.obstacle(layout, other.layout) == nil, "pictures that cannot be compared")
    other.withPixels { otherPixels in
      unsafe frame.withUnsafeBytes { ourBytes in
        unsafe otherPixels.withUnsafeBytes { theirBytes in
          guard let ourBase = ourBytes.baseAddress, let theirBase = theirBytes.baseAddress
          else { return }
          for x in columns {
            body(
              x - columns.lowerBound,
              unsafe ours.load(x: x, y: y, at: ourBase, Sample.self, withAlpha: withAlpha),
              unsafe theirs.load(x: x, y: y, at: theirBase, Sample.self, withAlpha: withAlpha))
          }
        }
      }
    }
  }
}
