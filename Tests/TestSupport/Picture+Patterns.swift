extension Picture {
  /// One colour, 0xRRGGBB.
  package static func plain(_ colour: UInt32, _ width: Int = 64, _ height: Int = 48) -> Picture {
    Picture(width: width, height: height) { $0.update(repeating: 0xFF00_0000 | colour) }
  }

  /// Every pixel unlike its neighbours, and every `seed` another picture.
  package static func noise(_ width: Int, _ height: Int, seed: UInt64 = 1) -> Picture {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return Picture(width: width, height: height) { pixels in
      for index in pixels.indices {
        // Marsaglia's xorshift64.
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        pixels[index] = 0xFF00_0000 | UInt32(truncatingIfNeeded: state >> 20)
      }
    }
  }

  /// Black and white in squares of one pixel.
  package static func checkerboard(_ width: Int, _ height: Int) -> Picture {
    Picture(width: width, height: height) { ($0 + $1) % 2 == 0 ? 0xFFFF_FFFF : 0xFF00_0000 }
  }

  /// Like a photograph: broad shapes with fine detail, strong in what is coarse, weak in what is
  /// fine (noise whose contrast halves with each octave).
  package static func photograph(_ width: Int, _ height: Int) -> Picture {
    let octaves = (1...6).map { octave in
      let (columns, rows) = ((width >> octave) + 1, (height >> octave) + 1)
      return (step: 1 << octave, noise: Picture.noise(columns, rows, seed: UInt64(octave)))
    }
    return Picture(width: width, height: height) { x, y in
      var sum: (UInt32, UInt32, UInt32) = (0, 0, 0)
      for (step, noise) in octaves {
        let value = noise[x / step, y / step]
        let weight = UInt32(step)
        sum.0 += (value & 0xFF) * weight
        sum.1 += (value >> 8 & 0xFF) * weight
        sum.2 += (value >> 16 & 0xFF) * weight
      }
      let total: UInt32 = 126  // 2 + 4 + ... + 64
      return 0xFF00_0000 | sum.2 / total << 16 | sum.1 / total << 8 | sum.0 / total
    }
  }
}
