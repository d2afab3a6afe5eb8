import ImageDecoding
import Pixels
import TestSupport
import Testing

/// Where each type of file says what its colours mean.
@Suite struct ProfilePlaceTests {
  private let profile = TestProfile.displayP3.bytes
  private let red = Pattern.pixel(200, 60, 30)

  /// What Little CMS makes of that red of Display P3, rounded.
  private var converted: UInt32 {
    let color = TestProfile.displayP3.converted([200, 60, 30].map { $0 / 255 }).map {
      Int((min(1, max(0, $0)) * 255).rounded())
    }
    return Pattern.pixel(color[0], color[1], color[2])
  }

  private func png(_ chunks: [UInt8]) -> [UInt8] {
    pngHead(width: 1, height: 1) + chunks + pngChunk("IDAT", pngData([red], width: 1))
      + pngChunk("IEND", [])
  }

  private func numbers(_ values: Int...) -> [UInt8] {
    var writer = ByteWriter()
    for value in values { writer.u32(value, big: true) }
    return writer.bytes
  }

  private var iccp: [UInt8] { pngChunk("iCCP", Array("P3\0\0".utf8) + zlibStored(profile)) }

  private func pixel(_ bytes: [UInt8]) throws -> UInt32? {
    try Picture(decoding: bytes).pixels.first
  }

  @Test("PNG: iCCP, and cICP before it, and sRGB before gAMA and cHRM")
  func png() throws {
    #expect(try pixel(png(iccp)) == converted)
    let p3 = pngChunk("cICP", [12, 13, 0, 1])
    #expect(try pixel(png(p3)) == converted)
    #expect(try pixel(png(iccp + pngChunk("cICP", [1, 13, 0, 1]))) == red)
    let primaries = pngChunk(
      "cHRM", numbers(31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000))
    let gamma = pngChunk("gAMA", numbers(45455))
    #expect(try pixel(png(gamma + primaries)) == converted)
    #expect(try pixel(png(pngChunk("sRGB", [0]) + gamma + primaries)) == red)
    #expect(try pixel(png(gamma)) == red)
    // (200/255)^1 of light is 230 of sRGB.
    #expect(try pixel(png(pngChunk("gAMA", numbers(100_000)))).map { $0 >> 16 & 255 } == 229)
  }

  @Test("PNG: a remark whose checksum is wrong says nothing")
  func damagedChunk() throws {
    var chunk = iccp
    chunk[chunk.count - 1] ^= 1
    #expect(try pixel(png(chunk)) == red)
  }

  @Test("PNG of an animation: each frame, and one that shows through")
  func animatedPNG() throws {
    var file = PNGFile(size: (2, 1), frames: [])
    for pixels in [[red, red], [0, red]] {
      file.frames.append(
        ModelFrame(
          area: PixelRect(x: 0, y: 0, width: 2, height: 1), pixels: pixels))
    }
    file.metadata = iccp
    try expectFrames(file.bytes, [converted, converted])
  }

  @Test("BMP: the profile behind the pixels, where the header says so, and all of it is there")
  func bmp() throws {
    func file(space: String, size: Int) -> [UInt8] {
      var bmp = ByteWriter()
      bmp.text("BM")
      bmp.u32(142 + profile.count, 0, 138, 124, 1, 1)
      bmp.u16(1, 24)
      bmp.u32(0, 4, 0, 0, 0, 0, 0, 0, 0, 0)
      bmp.text(space)
      bmp.raw([UInt8](repeating: 0, count: 48))
      bmp.u32(4, 128, size, 0)
      bmp.raw([30, 60, 200, 0] + profile)
      return bmp.bytes
    }
    #expect(try pixel(file(space: "DEBM", size: profile.count)) == converted)
    #expect(try pixel(file(space: "BGRs", size: profile.count)) == red)
    #expect(try pixel(file(space: "DEBM", size: profile.count + 1)) == red)
  }

  @Test("WebP: the ICCP chunk, of a still picture and of an animation")
  func webP() throws {
    var header = ByteWriter()
    header.u32(0x20)
    header.u24(0, 0)
    let still = webpChunk(
      "RIFF",
      Array("WEBP".utf8) + webpChunk("VP8X", header.bytes) + webpChunk("ICCP", profile)
        + webpChunk("VP8L", vp8l(red, width: 1, height: 1)))
    #expect(try pixel(still) == converted)
    let frame = ModelFrame(
      area: PixelRect(x: 0, y: 0, width: 2, height: 1), pixels: [red, red])
    var file = WebPFile(size: (2, 1), frames: [frame, frame])
    file.metadata = webpChunk("ICCP", profile)
    try expectFrames(file.bytes, [converted, converted])
  }

  private func expectFrames(_ bytes: [UInt8], _ expected: [UInt32]) throws {
    try bytes.withUnsafeBytes { bytes in
      guard var animation = try ImageDecoder.animation(bytes) else {
        Issue.record("it does not move")
        return
      }
      for _ in 0..<2 {
        _ = try animation.next()
        #expect(Picture(animation.canvas).pixels == expected)
      }
    }
  }

  private func segment(_ content: [UInt8]) -> [UInt8] {
    var segment = ByteWriter()
    segment.u8(0xFF, 0xE2)
    segment.u16(content.count + 2, big: true)
    return segment.bytes + content
  }

  private func piece(_ number: UInt8, of count: UInt8, _ bytes: some Sequence<UInt8>) -> [UInt8] {
    segment(Array("ICC_PROFILE\0".utf8) + [number, count] + bytes)
  }

  @Test("JPEG: APP2 in one piece or in several, in any order; one that lacks a piece is damaged")
  func jpeg() throws {
    let file = JPEGFile(
      width: 8, height: 8, sampling: [.init(h: 1, v: 1), .init(h: 1, v: 1), .init(h: 1, v: 1)],
      identifiers: Array("RGB".utf8)
    ) { component, _ in [200, 60, 30][component] }.bytes
    func with(_ segments: [UInt8]) -> [UInt8] { file.prefix(2) + segments + file.dropFirst(2) }
    let (first, second) = (profile.prefix(100), profile.dropFirst(100))
    #expect(try pixel(file) == red)
    #expect(try pixel(with(piece(1, of: 1, profile))) == converted)
    #expect(
      try pixel(
        with(segment(Array("MPF\0".utf8)) + piece(2, of: 2, second) + piece(1, of: 2, first)))
        == converted)
    #expect(try pixel(with(piece(1, of: 2, first))) == red)
  }

  @Test("JPEG of ink, as Adobe writes it and otherwise")
  func ink() throws {
    let inks = TestProfile.nine[8]
    for transform in [0, nil] {
      let file = JPEGFile(
        width: 8, height: 8,
        sampling: [JPEGFile.Sampling](repeating: .init(h: 1, v: 1), count: 4),
        adobeTransform: transform
      ) { component, _ in
        let ink = [20, 200, 90, 30][component]
        return transform == nil ? ink : 255 - ink
      }.bytes
      let whole =
        file.prefix(2) + piece(1, of: 1, inks.bytes.prefix(60_000))
        + file.dropFirst(2)
      let color = inks.converted([20, 200, 90, 30].map { $0 / 255 })
      let picture = try Picture(decoding: Array(whole))
      let expected = Pattern.pixel(
        Int((color[0] * 255).rounded()), Int((color[1] * 255).rounded()),
        Int((color[2] * 255).rounded()))
      let solid = Picture(width: 8, height: 8) { _, _ in expected }
      #expect((picture.largestDifference(from: solid) ?? 9) <= 2)
    }
  }

  /// The pictures of `Fixtures/make`: colours of Display P3, by a profile, by numbers, and as XYB.
  @Test(
    "HEIF, AVIF and JPEG XL: profiles and numbers, and XYB",
    arguments: ["p3-icc.heic", "p3-nclx.avif", "p3-icc.avif", "p3-icc.jxl", "p3-xyb.jxl"])
  func boxes(name: String) throws {
    // XYB is sRGB when it is decoded, and stored with loss; of the others the numbers are there.
    let isXYB = name == "p3-xyb.jxl"
    let plain =
      try isXYB
      ? Picture(decoding: fixture("color.png")) : Picture(decoding: fixture(name), profile: .ignore)
    let numbers = plain.pixels.flatMap { pixel in
      [16, 8, 0].map { Float(pixel >> $0 & 255) / 255 }
    }
    let colors = TestProfile.displayP3.converted(numbers).map {
      Int((min(1, max(0, $0)) * 255).rounded())
    }
    let expected = Picture(width: plain.width, height: plain.height) { x, y in
      let place = (y * plain.width + x) * 3
      return Pattern.pixel(colors[place], colors[place + 1], colors[place + 2])
    }
    let picture = try Picture(decoding: fixture(name))
    #expect((picture.largestDifference(from: expected) ?? 255) <= (isXYB ? 24 : 2))
  }
}
