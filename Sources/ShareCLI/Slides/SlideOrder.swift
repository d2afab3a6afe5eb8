/// What a slideshow tells the process that holds a slide: a line on its standard input.
enum SlideOrder: Equatable {
  /// Publish it now, with this transition; nil for the one that the process was started with.
  case show(transition: Duration?)

  /// The order without the end of its line.
  var line: String {
    switch self {
    case .show(nil): "show"
    case .show(let transition?): "show \(transition.wholeMilliseconds)"
    }
  }

  /// The order that a line gives; nil if it is not one.
  init?(line: some StringProtocol) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    switch (words.first, words.count) {
    case ("show", 1): self = .show(transition: nil)
    case ("show", 2):
      guard let milliseconds = UInt32(words[1]) else { return nil }
      self = .show(transition: .milliseconds(Int64(milliseconds)))
    default: return nil
    }
  }
}

extension Duration {
  /// Rounded to the nearest; what is too long to count is the most that can be.
  var wholeMilliseconds: Int64 {
    Int64(exactly: (self / .milliseconds(1)).rounded()) ?? .max
  }
}
