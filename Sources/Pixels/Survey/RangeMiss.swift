package import ShmChannel

/// How a range misses the numbers of a picture: there is something in it, and next to
/// nothing of that is seen.
package enum RangeMiss: Hashable, Sendable {
  /// All but a few of the numbers are black, or nearly so.
  case dark
  /// All but a few are white.
  case bright
  /// All but a few are black or white, beyond both ends.
  case beyond

  /// Enough of a picture to tell; few enough to cost nothing beside drawing it.
  private static let mostPixels = 4_096

  /// Looks at a few pixels of a picture; nil where the range shows them, or a robust one would show
  /// no more of them: a few white pixels in black may be all that there is to see.
  ///
  /// - Parameter transfer: what its samples say of light.
  /// - Precondition: `frame` holds the picture.
  package init?(
    of range: SampleRange, _ transfer: Transfer = .srgb, in frame: RawSpan, layout: FrameLayout
  ) {
    let survey = SampleSurvey(
      layout.bounds, of: frame, layout: layout, mostPixels: RangeMiss.mostPixels)
    self.init(of: range, transfer, for: survey.numbers, unlike: survey.robustRange)
  }

  /// - Parameters:
  ///   - numbers: those of each channel, all of them finite.
  ///   - other: a range that has to show more of them.
  init?(
    of range: SampleRange, _ transfer: Transfer = .srgb, for numbers: [[Float]],
    unlike other: SampleRange
  ) {
    let first = numbers.lazy.compactMap(\.first).first
    guard numbers.contains(where: { $0.contains { $0 != first } }) else { return nil }
    let tally = Tally(of: range, transfer, numbers)
    guard let miss = tally.miss, Tally(of: other, transfer, numbers).most < tally.most else {
      return nil
    }
    self = miss
  }

  /// How many numbers a range does not show, by what they look like.
  private struct Tally {
    private var count = 0
    private var darkCount = 0
    private var whiteCount = 0
    private var beyondCount = 0

    init(of range: SampleRange, _ transfer: Transfer, _ numbers: [[Float]]) {
      let darkShare = RangeMiss.darkShare(transfer)
      let (low, high) = (Double(range.low), Double(range.high))
      for channel in numbers {
        for number in channel {
          let share = (Double(number) - low) / (high - low)
          count += 1
          if share < darkShare { darkCount += 1 }
          if share >= 1 { whiteCount += 1 }
          if share < 0 || share > 1 { beyondCount += 1 }
        }
      }
    }

    /// As many as look alike.
    var most: Int { max(darkCount, whiteCount, beyondCount) }

    /// Nil where there is something to see.
    var miss: RangeMiss? {
      func isNearlyAll(_ part: Int) -> Bool { part * 100 >= count * 99 }
      if isNearlyAll(darkCount) { return .dark }
      if isNearlyAll(whiteCount) { return .bright }
      return isNearlyAll(beyondCount) ? .beyond : nil
    }
  }

  /// The part of a range that is black, or nearly so: the lowest sixteenth of the display's steps.
  private static func darkShare(_ transfer: Transfer) -> Double {
    switch transfer {
    case .srgb: 1.0 / 16
    // By the curve of sRGB.
    case .linear: 0.005_155_7
    }
  }
}
