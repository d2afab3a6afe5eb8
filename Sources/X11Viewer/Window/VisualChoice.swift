import Pixels

/// A visual that the window may have, as far as it matters which one is taken.
struct VisualChoice: Equatable {
  /// Whether it is the screen's own.
  let isStandard: Bool
  /// Nil where its pixels cannot be written.
  let format: WindowFormat?

  /// The place of the best: one that takes display rows as they are, so that frames go the direct
  /// way, the screen's own before others; else the screen's own; nil if none can be written.
  static func best(of choices: [VisualChoice]) -> Int? {
    let direct = choices.indices.filter { choices[$0].format?.takesDisplayRows == true }
    return direct.first { choices[$0].isStandard } ?? direct.first
      ?? choices.firstIndex { $0.isStandard && $0.format != nil }
  }
}
