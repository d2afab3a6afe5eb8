import Pixels
import ShmChannel

/// What is said of each action.
enum FeedbackWords {
  static func of(_ fit: Look.Fit) -> String {
    switch fit {
    case .shrink: "shrink"
    case .fit: "fit"
    case .fill: "fill"
    case .none: Information.percent(1)
    }
  }

  /// Of how a picture is magnified, at that scale.
  static func magnification(of style: Style, at scale: Double) -> String {
    style.magnification(at: scale) == .nearest ? "squares" : "smooth"
  }

  static func of(_ behind: Style.Behind) -> String {
    switch behind {
    case .darkSquares: "dark squares behind"
    case .lightSquares: "light squares behind"
    case .black: "black behind"
    case .white: "white behind"
    }
  }

  /// Of the part of `judging` that is other than it was; of a threshold
  /// also where it is at its end.
  static func of(_ judging: Judging, before old: Judging) -> String {
    if judging.showsClipping != old.showsClipping {
      return judging.showsClipping ? "clipping" : "no clipping"
    }
    if judging.guides != old.guides { return of(judging.guides) }
    return judging.showsPeaks ? "peaking from \(judging.peakThreshold)" : "no focus peaking"
  }

  private static func of(_ guides: Judging.Guides) -> String {
    switch guides {
    case .none: "no guides"
    case .thirds: "thirds"
    case .goldenRatio: "golden ratio"
    case .middle: "middle"
    }
  }

  static func of(_ range: SampleRange) -> String { "range \(range)" }

  static func of(_ table: Tones.Table) -> String { table.name }

  /// Of a range that misses a picture.
  ///
  /// - Parameters:
  ///   - key: the one that stretches it.
  ///   - isColored: whether a color table shows the picture.
  static func of(_ miss: RangeMiss, key: String, isColored: Bool) -> String {
    let looks =
      switch miss {
      case .dark where isColored, .bright where isColored: "nearly one color"
      case .beyond where isColored: "nearly two colors"
      case .dark: "dark"
      case .bright: "bright"
      case .beyond: "black and white"
      }
    return "\(looks): \(key) stretches the range"
  }

  static let marked = "marked"
  static let unmarked = "unmarked"
  static let noMark = "no frame is marked"
  static let cannotMark = "this frame cannot be marked"
  static func gain(_ gain: Int) -> String { "difference × \(gain)" }
  static let oldestFrame = "no older frame"
  static let newestFrame = "no newer frame"
  static let publishersRange = "the published range"
  static let noGray = "color tables are for gray pictures"
  static let reset = "reset"
  static let linked = "views linked"
  static let unlinked = "views unlinked"
  static let noShow = "no slideshow here"
  static let smallWindow = "window too small for the help"
}
