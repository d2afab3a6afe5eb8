package import Pixels
package import ShmChannel

/// What tells which tones stand for which numbers: a color bar, and how often the numbers come.
package struct ScaleFace: Hashable, Sendable {
  /// From low to high: 256 display pixels.
  package struct Bar: Hashable, Sendable {
    package let pixels: [UInt32]
  }

  package var bar: Bar?
  package var histogram: SampleHistogram?
  /// The samples that are black and white.
  package let range: SampleRange

  /// - Parameters:
  ///   - question: what is wanted.
  ///   - info: the frame's header.
  ///   - pixels: the frame's, of which only the histogram looks at any.
  ///   - range: what the question's tones come to.
  package init(
    _ question: ScaleQuestion, of info: FrameInfo, pixels: RawSpan, range: SampleRange
  ) {
    self.range = range
    if question.wantsBar {
      let table = info.format.layout == .gray ? question.tones.colorTable(of: info) : nil
      bar = Bar(pixels: table?.pixels ?? question.tones.transfer(of: info).grays)
    }
    if question.wantsHistogram {
      histogram = SampleHistogram(
        question.part, of: pixels, layout: info.layout, showing: range)
    }
  }

  /// Whether there is nothing to draw: the range alone was asked for.
  package var isEmpty: Bool { bar == nil && histogram == nil }
}

/// Which scale is wanted of a frame.
package struct ScaleQuestion: Hashable, Sendable {
  package let frame: FrameKey
  /// The visible part, as it is stored.
  package let part: PixelRect
  package let tones: Tones
  package let wantsBar: Bool
  package let wantsHistogram: Bool
}
