package import Pixels

/// How the pixels of a picture are drawn where that is a matter of taste.
package struct Style: Equatable, Sendable {
  /// What is seen through the transparent parts of a picture.
  package enum Behind: CaseIterable, Sendable {
    case darkSquares
    case lightSquares
    case black
    case white

    /// The one after it, as `A` goes round.
    package var next: Behind {
      switch self {
      case .darkSquares: .lightSquares
      case .lightSquares: .black
      case .black: .white
      case .white: .darkSquares
      }
    }
  }

  /// How a picture is magnified; nil leaves it to the scale.
  package var magnification: Magnification?
  package var behind = Behind.darkSquares
  /// How numbers become tones.
  package var tones = Tones()
  /// What is around a picture, `0xFFRRGGBB`.
  package var bars: UInt32
  /// What marks the picture for whoever judges it.
  package var judging = Judging()

  package init(
    magnification: Magnification? = nil, behind: Behind = .darkSquares, tones: Tones = Tones(),
    bars: UInt32 = Backdrop.dark.bars
  ) {
    self.bars = bars
    self.magnification = magnification
    self.behind = behind
    self.tones = tones
  }

  /// From this scale on, a person looks at the pixels and no longer at the picture.
  package static let squaresFrom = 4.0

  /// How a picture is drawn above 100 %.
  package func magnification(at scale: Double) -> Magnification {
    magnification ?? (scale < Self.squaresFrom ? .bilinear : .nearest)
  }

  /// The same, with the other magnification than is seen at that scale.
  package func withOtherMagnification(at scale: Double) -> Style {
    var style = self
    style.magnification = magnification(at: scale) == .nearest ? .bilinear : .nearest
    return style
  }

  /// What is drawn around a picture, and behind it.
  package var backdrop: Backdrop {
    let dark = Backdrop.dark
    let (first, second): (UInt32, UInt32) =
      switch behind {
      case .darkSquares: (dark.firstSquares, dark.secondSquares)
      case .lightSquares: (0xFFC0_C0C0, 0xFFE8_E8E8)
      case .black: (0xFF00_0000, 0xFF00_0000)
      case .white: (0xFFFF_FFFF, 0xFFFF_FFFF)
      }
    return Backdrop(
      bars: bars, firstSquares: first, secondSquares: second, squareSide: dark.squareSide)
  }
}
