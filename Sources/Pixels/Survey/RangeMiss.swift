package import ShmChannel

/// How a range misses the numbers of a picture: there is something in it, and next to nothing of that
/// is seen.
package enum RangeMiss: Hashable, Sendable {
  /// All but a few of the numbers are black, or nearly so.
  case dark
  /// All but a few are white.
  case bright
  /// All but a few are black or white, beyond both ends.
  case beyond

  /// Enough of a picture to tell; few enough to cost nothing beside drawing it.
  private static let mostPixels = 4_096

  /// Looks at a few pixels of a part of a picture; nil where the range shows them.
  ///
  /// - Parameter transfer: what its samples say of light.
  /// - Precondition: the part is in the picture, and `frame` holds all of that.
  package init?(
    of range: SampleRange, _ transfer: Transfer = .srgb, in part: PixelRect, of frame: RawSpan,
    layout: FrameLayout
  ) {
    let survey = SampleSurvey(
      part, of: frame, layout: layout, mostPixels: RangeMiss.mostPixels)
    self.init(of: range, transfer, for: survey.numbers)
  }

  /// - Parameter numbers: those of each channel, all of them finite.
  init?(of range: SampleRange, _ transfer: Transfer = .srgb, for numbers: [[Float]]) {
    let darkShare = Self.darkShare(transfer)
    let (low, high) = (Double(range.low), Double(range.high))
    var (count, darkCount, whiteCount, beyondCount) = (0, 0, 0, 0)
    var differ = false
    let first = numbers.lazy.compactMap(\.first).first
    for channel in numbers {
      for number in channel {
        let share = (Double(number) - low) / (high - low)
        count += 1
        if share < darkShare { darkCount += 1 }
        if share >= 1 { whiteCount += 1 }
        if share < 0 || share > 1 { beyondCount += 1 }
        if number != first { differ = true }
      }
    }
    func isNearlyAll(_ part: Int) -> Bool { part * 100 >= count * 99 }
    guard differ else { return nil }
    if isNearlyAll(darkCount) {
      self = .dark
    } else if isNearlyAll(whiteCount) {
      self = .bright
    } else if isNearlyAll(beyondCount) {
      self = .beyond
    } else {
      return nil
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
