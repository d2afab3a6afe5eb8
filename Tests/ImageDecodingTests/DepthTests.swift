import ImageDecoding
import ShmChannel
import TestSupport
import Testing

/// Pictures of 16 bits, kept and made bytes.
@Suite struct DepthTests {
  @Test("PGM, PPM and PAM of more than 8 bits keep their numbers, and say what is white")
  func pnm() throws {
    let twelve = SampleRange(low: 0, high: 4095)
    let data = NumberFiles.bytes([0, 1, 4095, 300, 5, 6] as [UInt16], big: true)
    let values: [Double] = [0, 1, 4095, 300, 5, 6]
    try expectNumbers(
      Array("P5 3 2 4095\n".utf8) + data, "gray16le", 3, 2, values, range: twelve)
    try expectNumbers(
      Array("P6 1 2 4095\n".utf8) + data, "rgb48le", 1, 2, values, range: twelve)
    try expectNumbers(Array("P5 3 2 65535\n".utf8) + data, "gray16le", 3, 2, values)
    try expectNumbers(
      Array("P2 3 1 4095\n0 77 4095\n".utf8), "gray16le", 3, 1, [0, 77, 4095], range: twelve)
    let pam = "P7\nWIDTH 1\nHEIGHT 1\nDEPTH 2\nMAXVAL 4095\nTUPLTYPE GRAYSCALE_ALPHA\nENDHDR\n"
    try expectNumbers(
      Array(pam.utf8) + [1, 44, 15, 255], "rgba64le", 1, 1, [300, 300, 300, 65_535],
      range: twelve)
    #expect(try numbers(Array("P5 2 1 255\n".utf8) + [1, 2]) == nil)
    #expect(throws: DecodingError.corrupt(.pnm, "a value of 4096, above its highest, 4095")) {
      try numbers(Array("P5 1 1 4095\n".utf8) + [16, 0])
    }
    #expect(throws: DecodingError.truncated(.pnm)) {
      try numbers(Array("P5 2 1 4095\n".utf8) + [1, 0, 1])
    }
  }

  @Test("PNG of 16 bits keeps them, and one of 8 has none to keep")
  func png() throws {
    for (name, format, pattern) in [
      ("gray-16.png", "gray16le", Pattern.gray), ("color-16.png", "rgb48le", .color),
      ("alpha-16-interlaced.png", "rgba64le", .alpha),
    ] {
      let numbers = try #require(try numbers(fixture(name)))
      #expect(numbers.format == format)
      let shifts: [UInt32] = format == "gray16le" ? [0] : [16, 8, 0, 24]
      let channelCount = numbers.values.count / (Pattern.width * Pattern.height)
      let expected = pattern.picture.pixels.flatMap { pixel in
        shifts.prefix(channelCount).map { Double(pixel >> $0 & 255) * 257 }
      }
      #expect(numbers.values == expected, "\(name)")
    }
    #expect(try numbers(fixture("color.png")) == nil)
  }

  @Test("Radiance HDR has linear light, which 8 bits show by the curve of sRGB; PFM has numbers")
  func light() throws {
    let head = "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\n"
    let half: [UInt8] = Array(head.utf8) + [128, 64, 0, 128]  // 0.5, 0.25 and 0
    #expect(try Picture(decoding: half).pixels == [0xFFBC_8900])
    func transfer(_ file: [UInt8]) throws -> Transfer {
      try file.withUnsafeBytes { bytes in
        try ImageDecoder.still(of: bytes, keepsDepth: true).transfer
      }
    }
    #expect(try transfer(half) == .linear)
    let gray = Array("Pf 1 1 -1\n".utf8) + NumberFiles.bytes([Float(0.5).bitPattern])
    #expect(try transfer(gray) == .srgb)
  }

  @Test("in 8 bits, samples are what a viewer shows at first")
  func display() throws {
    let data = NumberFiles.bytes([0, 0.5, 1, 2].map { Float($0).bitPattern })
    let picture = try Picture(decoding: NumberFiles.npy("<f4", "(1, 4)", data))
    #expect(picture.pixels == [0xFF00_0000, 0xFF80_8080, 0xFFFF_FFFF, 0xFFFF_FFFF])
  }
}
