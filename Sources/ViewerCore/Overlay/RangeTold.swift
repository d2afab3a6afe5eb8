package import Pixels
package import ShmChannel

/// What `i` says of the samples that are black and white.
package struct RangeTold: Equatable, Sendable {
  /// Nil where the frame's file has been cut short before it was found.
  package let range: SampleRange?
  /// How it was chosen; nil where the publisher says it, or nobody.
  package var choice: RangeChoice?
  /// The type of samples for which another range was chosen.
  package var otherSample: SampleType?

  package init(
    _ range: SampleRange?, _ choice: RangeChoice? = nil, otherSample: SampleType? = nil
  ) {
    (self.range, self.choice, self.otherSample) = (range, choice, otherSample)
  }

  /// Nothing of 0 and 255 in 8 bits, as everybody expects.
  func words(for sample: SampleType) -> String {
    let remark: String
    switch (choice, otherSample) {
    case (.auto, _), (.robust, _): remark = choice?.description ?? ""
    case (_, let other?): remark = "yours is for \(other.words)"
    default: remark = ""
    }
    guard let range else { return "range \(remark)" }
    if remark.isEmpty { return sample == .uint8 && range == .bytes ? "" : "range \(range)" }
    return "range \(range) (\(remark))"
  }
}

extension RangeTold {
  /// - Parameter found: the samples that are black and white, where they had to be found.
  init(of frame: FrameInfo, by tones: Tones, found: SampleRange?) {
    switch tones.range(for: frame.format.sample) {
    case nil: self.init(frame.range, otherSample: tones.range == nil ? nil : tones.rangeSample)
    case .fixed(let range): self.init(range)
    case .some(let choice): self.init(found, choice)
    }
  }
}
