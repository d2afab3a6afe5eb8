import ImageDecoding
import TestSupport
import Testing

@Suite struct QOITests {
  private let end: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1]

  private func file(
    _ width: UInt8, _ height: UInt8, channels: UInt8 = 4, _ operations: [UInt8]
  ) -> [UInt8] {
    Array("qoif".utf8) + [0, 0, 0, width, 0, 0, 0, height, channels, 0] + operations + end
  }

  @Test("each kind of operation, as the specification has it")
  func operations() throws {
    let picture = try Picture(
      decoding: file(
        9, 1,
        [
          0xFE, 10, 20, 30,  // RGB
          0xFF, 1, 2, 3, 128,  // RGBA
          0x40 | 0b11_00_10,  // differences 1, -2, 0
          0x80 | 40, 0x97,  // luma: green 8, red 8 + 1, blue 8 - 1
          0xC1,  // twice more
          0x00 | 5 * 1,  // a pixel that was met: (10 * 3 + 20 * 5 + 30 * 7 + 255 * 11) % 64 = 9
        ].dropLast() + [9, 0xFE, 255, 255, 255, 0x40]))
    #expect(
      picture.pixels == [
        0xFF0A_141E, 0x8001_0203, 0x8002_0003, 0x800B_080A, 0x800B_080A, 0x800B_080A, 0xFF0A_141E,
        0xFFFF_FFFF, 0xFFFD_FDFD,
      ])
    #expect(!picture.isOpaque)
  }

  @Test("three channels are opaque, whatever the alpha is said to be")
  func opaque() throws {
    let picture = try Picture(decoding: file(1, 1, channels: 3, [0xFF, 9, 8, 7, 0]))
    #expect(picture.pixels == [0xFF09_0807])
    #expect(picture.isOpaque)
  }

  @Test("a run that is longer than the picture ends with it, and the mark at the end may lack")
  func edges() throws {
    let bytes = file(2, 2, [0xFE, 1, 2, 3, 0xFD])
    #expect(
      try Picture(decoding: bytes.dropLast(8)).pixels == [UInt32](repeating: 0xFF01_0203, count: 4))
  }

  @Test("a file whose pixels end early is incomplete, at whatever byte")
  func truncated() {
    let bytes = file(2, 2, [0xFE, 1, 2, 3, 0xFF, 1, 2, 3, 4, 0xA0, 0x88, 0x40])
    for count in 14..<bytes.count - 8 {
      #expect(throws: DecodingError.truncated(.qoi)) {
        try Picture(decoding: Array(bytes.prefix(count)))
      }
    }
  }

  @Test("channels that are neither three nor four are damage")
  func channels() {
    #expect(throws: DecodingError.corrupt(.qoi, "it has 5 channels")) {
      try Picture(decoding: file(1, 1, channels: 5, [0]))
    }
  }
}
