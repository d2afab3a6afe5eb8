package import ShmChannel

extension ColorTable {
  /// 256 display pixels, from low to high.
  package var pixels: [UInt32] {
    // Four characters are three bytes: a color.
    var pixels: [UInt32] = []
    pixels.reserveCapacity(256)
    var colour: UInt32 = 0
    for (index, character) in base64.utf8.enumerated() {
      colour = colour << 6 | Self.bits(character)
      if index % 4 == 3 {
        pixels.append(0xFF00_0000 | colour & 0xFF_FFFF)
        colour = 0
      }
    }
    return pixels
  }

  /// The six bits of a character of base64 (RFC 4648, section 4).
  private static func bits(_ character: UInt8) -> UInt32 {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    default: 63
    }
  }
}
