import ImageDecoding
import TestSupport
import Testing

/// Files small enough to be written out by hand.
@Suite struct BuiltFileTests {
  private let red: UInt32 = 0xFFFF_0000
  private let blue: UInt32 = 0xFF00_00FF
  private let white: UInt32 = 0xFFFF_FFFF
  private let black: UInt32 = 0xFF00_0000

  private func pixels(_ text: String) throws -> [UInt32] {
    try Picture(decoding: Array(text.utf8)).pixels
  }

  @Test("plain PNM: bits, greys and colours, with comments")
  func plainPNM() throws {
    #expect(try pixels("P1\n# a comment\n3 1\n101") == [black, white, black])
    #expect(try pixels("P2 2 1 15 0 15") == [black, white])
    #expect(try pixels("P3 2 1 # another\n 255\n255 0 0  0 0 255\n") == [red, blue])
  }

  @Test("raw PNM: bits, and sixteen-bit samples rounded to eight")
  func rawPNM() throws {
    #expect(
      try Picture(decoding: Array("P4 3 1\n".utf8) + [0b1010_0000]).pixels == [black, white, black])
    let wide = Array("P5 2 1 65535\n".utf8) + [0x80, 0x80, 0xFF, 0xFF]
    #expect(try Picture(decoding: wide).pixels == [Pattern.pixel(128, 128, 128), white])
    let color = Array("P6 1 1 1023\n".utf8) + [3, 255, 0, 0, 2, 0]
    #expect(try Picture(decoding: color).pixels == [Pattern.pixel(255, 0, 128)])
  }

  @Test("PAM: alpha is kept")
  func pam() throws {
    let header = "P7\nWIDTH 1\nHEIGHT 2\nDEPTH 2\nMAXVAL 255\nTUPLTYPE GRAYSCALE_ALPHA\nENDHDR\n"
    let picture = try Picture(decoding: Array(header.utf8) + [10, 20, 30, 255])
    #expect(picture.pixels == [Pattern.pixel(10, 10, 10, 20), Pattern.pixel(30, 30, 30)])
    #expect(!picture.isOpaque)
  }

  @Test("PAM of inks, with alpha and without")
  func inks() throws {
    func picture(_ kind: String, _ depth: Int, _ data: [UInt8]) throws -> Picture {
      let header = "P7\nWIDTH 1\nHEIGHT 1\nDEPTH \(depth)\nMAXVAL 255\nTUPLTYPE \(kind)\nENDHDR\n"
      return try Picture(decoding: Array(header.utf8) + data)
    }
    #expect(try picture("CMYK", 4, [0, 238, 205, 19]).pixels == [Pattern.pixel(236, 16, 46)])
    #expect(
      try picture("CMYK_ALPHA", 5, [0, 55, 255, 0, 9]).pixels == [Pattern.pixel(255, 200, 0, 9)])
    #expect(throws: DecodingError.unsupported(.pnm, "3 channels")) {
      try picture("CMYK", 3, [0, 0, 0])
    }
  }

  @Test("PAM with a header line that nobody knows is damaged, and its bytes are not repeated")
  func strangePAM() {
    #expect(throws: DecodingError.corrupt(.pnm, "an unknown header line")) {
      try pixels("P7\nWIDTH 1\n\u{1B}[2J 1\nENDHDR\n")
    }
  }

  @Test("PNM with too few samples is incomplete, with one above its highest is damaged")
  func badPNM() {
    #expect(throws: DecodingError.truncated(.pnm)) { try pixels("P3 2 1 255 1 2 3 4 5") }
    #expect(throws: DecodingError.truncated(.pnm)) { try pixels("P6 2 1 255\nabcde") }
    #expect(throws: DecodingError.corrupt(.pnm, "a value of 16, above its highest, 15")) {
      try pixels("P2 1 1 15 16")
    }
    #expect(throws: DecodingError.corrupt(.pnm, "a number of more than nine digits")) {
      try pixels("P2 99999999999999999999 1 15 16")
    }
  }

  @Test(
    "TIFF samples that libtiff makes no colours of are unsupported, not damaged",
    arguments: [
      ([(258, 8), (262, 5), (277, 4), (332, 2)], "inks other than CMYK"),
      ([(258, 16), (262, 6), (277, 3)], "16-bit YCbCr colors"),
      ([(258, 4), (262, 8), (277, 3)], "4-bit CIELAB colors"),
      ([(258, 8), (262, 32_809), (277, 1)], "colors of kind 32809"),
      ([(258, 12), (262, 3), (277, 1)], "12 bits a sample"),
      ([(258, 12), (262, 1), (277, 1), (317, 2)], "12 bits a sample"),
      ([(258, 12), (259, 7), (262, 1), (277, 1)], "12 bits a sample"),
      ([(258, 32), (262, 5), (277, 4), (339, 3)], "signed or floating-point samples"),
    ] as [([(Int, Int)], String)])
  func unusualTIFF(_ samples: [(Int, Int)], what: String) {
    let bytes = tiffFile(width: 2, height: 2, samples: samples, data: [UInt8](0..<32))
    #expect(throws: DecodingError.unsupported(.tiff, what)) { try Picture(decoding: bytes) }
  }

  @Test("TIFF of few bits a sample, of 16-bit greys with alpha, and of CMYK with a fifth ink")
  func smallTIFF() throws {
    let bits = tiffFile(
      width: 2, height: 2, samples: [(262, 1), (277, 1)], data: [0b1000_0000, 0b0100_0000])
    #expect(try Picture(decoding: bits).pixels == [white, black, black, white])
    let greys = tiffFile(
      width: 2, height: 1, samples: [(258, 16), (262, 1), (277, 2), (338, 2)],
      data: [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF])
    #expect(try Picture(decoding: greys).pixels == [white, black])
    let inks = tiffFile(
      width: 2, height: 1, samples: [(258, 8), (262, 5), (277, 5), (338, 0)],
      data: [0, 255, 255, 0, 9, 255, 255, 0, 0, 9])
    #expect(try Picture(decoding: inks).pixels == [red, blue])
  }

  @Test("BMP of 1 and 4 bits a pixel")
  func smallBMP() throws {
    let bits = bmpFile(
      width: 3, height: 2, bits: 1, palette: [red, blue], data: [0x40, 0, 0, 0, 0xA0, 0, 0, 0])
    #expect(try Picture(decoding: bits).pixels == [blue, red, blue, red, blue, red])
    let nibbles = bmpFile(
      width: 3, height: 1, bits: 4, palette: [red, blue, white], data: [0x21, 0x00, 0, 0])
    #expect(try Picture(decoding: nibbles).pixels == [white, blue, red])
  }

  @Test("BMP runs of nibbles: a run, plain pixels, a jump, and the end")
  func nibbleRuns() throws {
    let data: [UInt8] = [3, 0x12, 0, 0, 0, 3, 0x21, 0x20, 0, 2, 1, 0, 0, 1]
    let bytes = bmpFile(
      width: 4, height: 2, bits: 4, compression: 2, palette: [red, blue, white], data: data)
    let picture = try Picture(decoding: bytes)
    #expect(picture.pixels == [white, blue, white, red, blue, white, blue, red])
    #expect(throws: DecodingError.truncated(.bmp)) { try Picture(decoding: bytes.dropLast(2)) }
  }

  @Test("a BMP of 32 bits that says nothing of alpha is opaque")
  func unusedFourthByte() throws {
    let bytes = bmpFile(width: 1, height: 1, bits: 32, data: [0, 0, 255, 0])
    let picture = try Picture(decoding: bytes)
    #expect(picture.pixels == [red] && picture.isOpaque)
  }

  @Test("a BMP with masks of our own making")
  func masks() throws {
    var data = ByteWriter()
    data.u32(0xF00, 0x0F0, 0x00F)
    data.u16(0x0F08, 0)
    // Masks stand behind the header, where the offset counts them in.
    var bytes = bmpFile(width: 1, height: 1, bits: 16, compression: 3, data: data.bytes)
    bytes[10] = 54 + 12
    #expect(try Picture(decoding: bytes).pixels == [Pattern.pixel(255, 0, 136)])
  }

  @Test("TGA: from the bottom up, grey, a palette, and runs")
  func tga() throws {
    func tga(_ kind: Int, bits: Int, flags: Int, palette: [Int] = [], _ data: [Int]) throws
      -> [UInt32]
    {
      var file = ByteWriter()
      file.u8(0, palette.isEmpty ? 0 : 1, kind)
      file.u16(0, palette.count / 3)
      file.u8(palette.isEmpty ? 0 : 24)
      file.u16(0, 0, 2, 2)
      file.u8(bits, flags)
      for byte in palette + data { file.u8(byte) }
      return try Picture(decoding: file.bytes).pixels
    }
    let colors = [0, 0, 255, 255, 0, 0, 255, 255, 255, 0, 0, 0]
    #expect(try tga(2, bits: 24, flags: 0, colors) == [white, black, red, blue])
    #expect(try tga(2, bits: 24, flags: 0x20, colors) == [red, blue, white, black])
    #expect(try tga(2, bits: 24, flags: 0x30, colors) == [blue, red, black, white])
    #expect(
      try tga(10, bits: 24, flags: 0x20, [0x82, 0, 0, 255, 0, 255, 0, 0]) == [red, red, red, blue])
    #expect(try tga(3, bits: 8, flags: 0x20, [0, 255, 255, 0]) == [black, white, white, black])
    #expect(
      try tga(1, bits: 8, flags: 0x20, palette: [0, 0, 255, 255, 0, 0], [0, 1, 1, 0])
        == [red, blue, blue, red])
    #expect(
      try tga(2, bits: 32, flags: 0x28, [0, 0, 255, 128] + [Int](repeating: 0, count: 12))[0]
        == 0x80FF_0000)
    #expect(throws: DecodingError.truncated(.tga)) { try tga(2, bits: 24, flags: 0, [1, 2, 3]) }
    // No alpha bits are announced: the fourth byte counts, unless it is 0 everywhere.
    let blues = [255, 0, 0, 128, 255, 0, 0, 255, 255, 0, 0, 0, 255, 0, 0, 0]
    #expect(
      try tga(2, bits: 32, flags: 0x20, blues) == [0x8000_00FF, blue, 0x0000_00FF, 0x0000_00FF])
    let empty = [255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0]
    #expect(try tga(2, bits: 32, flags: 0x20, empty) == [blue, blue, blue, blue])
  }

  @Test("a GIF frame larger than its screen widens it")
  func largeFrame() throws {
    let bytes = gifFile(width: 3, height: 1, screen: (0, 0), indices: [0, 1, 0])
    #expect(try Picture(decoding: bytes).pixels == [red, blue, red])
  }
}
