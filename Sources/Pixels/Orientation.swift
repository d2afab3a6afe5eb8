/// How a camera held the picture: the values of EXIF's Orientation tag (EXIF 2.32, 4.6.4).
package enum Orientation: Int, CaseIterable, Sendable {
  case upright = 1
  case mirrored = 2
  case upsideDown = 3
  case flipped = 4
  case transposed = 5
  case quarterClockwise = 6
  case transversed = 7
  case quarterCounterclockwise = 8

  /// Whether putting the picture upright makes columns of its rows.
  package var swapsSides: Bool { rawValue >= 5 }
}
