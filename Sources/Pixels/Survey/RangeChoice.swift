package import ShmChannel

/// Which samples are to be black and white, as `--range` takes it.
package enum RangeChoice: Hashable, Sendable {
  case fixed(SampleRange)
  /// From the least to the largest of a picture.
  case auto
  /// Without the lowest hundredth and the highest.
  case robust

  /// Reads `LOW:HIGH`, `auto` or `robust`; nil for anything else.
  package init?(_ text: String) {
    switch text {
    case "auto": self = .auto
    case "robust": self = .robust
    default:
      guard let range = SampleRange(text) else { return nil }
      self = .fixed(range)
    }
  }

  /// What `--range` takes, for its error.
  package static let accepted = "LOW:HIGH (two finite numbers that differ), auto or robust"

  /// The range that it comes to for a picture.
  ///
  /// - Precondition: `frame` holds all of `layout`.
  package func range(of frame: RawSpan, layout: FrameLayout) -> SampleRange {
    switch self {
    case .fixed(let range): range
    case .auto: SampleSurvey(layout.bounds, of: frame, layout: layout).wholeRange
    case .robust: SampleSurvey(layout.bounds, of: frame, layout: layout).robustRange
    }
  }
}

extension RangeChoice: CustomStringConvertible {
  /// As `--range` takes it.
  package var description: String {
    switch self {
    case .fixed(let range): "\(range)"
    case .auto: "auto"
    case .robust: "robust"
    }
  }
}
