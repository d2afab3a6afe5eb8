/// Which bits of a window's pixel hold a color: what X calls the masks of a TrueColor visual.
package struct PixelMasks: Hashable, Sendable {
  package let red: UInt32
  package let green: UInt32
  package let blue: UInt32

  /// Those of display rows.
  package static let display = PixelMasks(red: 0xFF_0000, green: 0x00_FF00, blue: 0x00_00FF)

  package init(red: UInt32, green: UInt32, blue: UInt32) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// All bits of color.
  package var all: UInt32 { red | green | blue }

  /// Whether each mask is a run of bits, up to 16 of them, and none is in two masks.
  package var areSound: Bool {
    let masks = [red, green, blue]
    return masks.allSatisfy(Self.isRun)
      && masks.reduce(0) { $0 + $1.nonzeroBitCount } == all.nonzeroBitCount
  }

  private static func isRun(_ mask: UInt32) -> Bool {
    let width = mask.nonzeroBitCount
    return (1...16).contains(width) && mask >> mask.trailingZeroBitCount == (1 << width) - 1
  }

  /// Whether a byte has more values than one of the masks.
  var areNarrow: Bool { [red, green, blue].contains { $0.nonzeroBitCount < 8 } }

  /// The bits of a mask that are nearest to a byte: 0 is none of them, 255 all.
  ///
  /// - Parameter lift: of 255, how much of a step is enough to be rounded up when it is added: half
  ///   of one for the nearest, and never a whole one, so that what needs no rounding stays.
  static func bits(_ byte: UInt8, in mask: UInt32, lift: UInt32 = 127) -> UInt32 {
    let most = mask >> mask.trailingZeroBitCount
    return ((UInt32(byte) * most + lift) / 255) << mask.trailingZeroBitCount
  }
}
