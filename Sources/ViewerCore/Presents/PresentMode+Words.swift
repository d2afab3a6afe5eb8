extension PresentMode {
  /// For people.
  ///
  /// - Parameter isMadeUp: Whether the vertical blanks are those of no screen.
  func words(isMadeUp: Bool) -> String {
    let words =
      switch self {
      case .flip: "at the vertical blank, by a flip"
      case .copy: "at the vertical blank, by a copy"
      case .untold: "the X server has not told"
      }
    return isMadeUp && self != .untold ? words + "; the clock is made up" : words
  }
}

extension Following {
  /// How the last frame came to the screen; empty where frames go into the window at once.
  var presentWords: String {
    guard let presents = glass.presents, let mode = stats.presents?.last else { return "" }
    return mode.words(isMadeUp: presents.isMadeUp)
  }
}
