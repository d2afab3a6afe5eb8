/// What marks a picture for whoever judges it: drawn over its pixels as the window shows them.
package struct Judging: Hashable, Sendable {
  /// Lines that help to compose a picture.
  package enum Guides: CaseIterable, Sendable {
    case none, thirds, goldenRatio, middle

    /// The one after it, as `O` goes round.
    package var next: Guides {
      let all = Self.allCases
      return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// Where the lines stand along each side, in parts of it.
    var places: [Double] {
      switch self {
      case .none: []
      case .thirds: [1.0 / 3, 2.0 / 3]
      case .goldenRatio: [0.381_966, 0.618_034]
      case .middle: [0.5]
      }
    }
  }

  /// Whether it is shown where channels are at their ends.
  package var showsClipping = false
  /// Whether it is shown where brightness changes from a pixel to the next.
  package var showsPeaks = false
  /// How much it has to change for that: one of `peakSteps`.
  package private(set) var peakStep = 4
  package var guides = Guides.none

  /// Of 255; a sharp edge of low contrast is found by the first, the last finds hard ones alone.
  package static let peakSteps = [8, 12, 18, 26, 38, 56, 82, 120]

  package init() {}

  /// How much brightness has to change.
  package var peakThreshold: Int { Self.peakSteps[peakStep] }

  /// Whether nothing is drawn.
  package var isEmpty: Bool { !showsClipping && !showsPeaks && guides == .none }

  /// Whether anything depends on the picture's pixels.
  package var looksAtPixels: Bool { showsClipping || showsPeaks }

  /// What is drawn over what is no picture, such as the difference of two.
  package var guidesAlone: Judging {
    var judging = Judging()
    judging.guides = guides
    return judging
  }

  /// Finds more edges, or fewer.
  package mutating func changePeakStep(by distance: Int) {
    peakStep = min(max(peakStep + distance, 0), Self.peakSteps.count - 1)
  }
}
