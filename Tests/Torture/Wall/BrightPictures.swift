import TestSupport

/// Pictures that are bright all over, so that a screen on which a pixel is dark is not covered by
/// one.
enum BrightPictures {
  /// The least of each colour.
  private static let least: UInt32 = 0x80_8080
  /// A colour below 0x40 has neither of these bits, and no mixture of two pictures is so dark.
  private static let highBits: (UInt32, UInt32) = (0x80_8080, 0x40_4040)

  static func picture(_ width: Int, _ height: Int, _ random: inout SeededGenerator) -> Picture {
    var picture = Picture.noise(width, height, seed: random.next())
    for index in picture.pixels.indices { picture.pixels[index] |= least }
    return picture
  }

  /// Where in a picture of a screen there is something else; nil for nowhere.
  static func darkPlace(in screen: Picture) -> (x: Int, y: Int)? {
    let (highest, next) = highBits
    for (index, pixel) in screen.pixels.enumerated()
    where ((pixel & highest) >> 1 | pixel) & next != next {
      return (index % screen.width, index / screen.width)
    }
    return nil
  }
}
