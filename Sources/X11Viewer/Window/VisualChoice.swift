import Pixels

/// A visual that the window may have, as far as it matters which one is taken.
struct VisualChoice: Equatable {
  /// Its number.
  let id: UInt
  let depth: Int
  /// Whether it is the screen's own.
  let isStandard: Bool
  /// Nil where its pixels cannot be written.
  let format: WindowFormat?

  /// Depths of screens whose own visual shows all eight bits of a color, if its masks allow.
  private static let usual: Set = [24, 32]

  /// The place of the best; nil if there is none whose pixels can be written.
  ///
  /// It is one that takes display rows as they are, so that frames go the direct way, the screen's
  /// own before others; one of 32 bits only where the screen is less deep, or 30 bits. Else it is
  /// the screen's own.
  static func best(of choices: [VisualChoice], for wish: VisualWish? = nil) -> Int? {
    let possible = choices.indices.filter {
      choices[$0].format != nil && wish?.suits(choices[$0]) ?? true
    }
    let own = choices.first(where: \.isStandard)
    let direct = possible.filter { index in
      let choice = choices[index]
      return choice.format?.takesDisplayRows == true
        && (choice.depth == 24 || wish != nil || own.map { !usual.contains($0.depth) } ?? false)
    }
    let standard = possible.first { choices[$0].isStandard }
    return direct.first { choices[$0].isStandard } ?? direct.first ?? standard
      ?? (wish == nil ? nil : possible.first)
  }
}
