package import Settings

extension SettingKind {
  /// Values at the edges of what it takes, and beyond them; nil for a kind that has none.
  package var examples: (right: [String], wrong: [String])? {
    switch self {
    case .choice(let words): (words, ["other"])
    case .whole(let range):
      (
        ["\(range.lowerBound)", "\(range.upperBound)"],
        ["\(range.lowerBound - 1)", "1.5"]
          + (range.upperBound == .max ? [] : ["\(range.upperBound + 1)"])
      )
    case .seconds: (["0.5", "60"], ["0", "soon"])
    case .channel: (["cam.7"], [".cam"])
    case .flag, .text, .path, .texts, .paths: nil
    }
  }
}
