import ImageDecoding
import TestSupport
import Testing

@Suite struct PNGTests {
  /// A PNG of these chunks, one row of red, green and blue unless there is other data.
  private static func png(
    width: Int = 3, height: Int = 1, type: Int = 2, isInterlaced: Bool = false,
    before: [UInt8] = [], data: [UInt8] = [0, 255, 0, 0, 0, 255, 0, 0, 0, 255],
    behind: [UInt8] = []
  ) -> [UInt8] {
    var header = ByteWriter()
    header.u32(width, height, big: true)
    header.u8(8, type, 0, 0, isInterlaced ? 1 : 0)
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + pngChunk("IHDR", header.bytes)
      + before + pngChunk("IDAT", zlibStored(data)) + behind + pngChunk("IEND", [])
  }

  private static let colors = [
    Pattern.pixel(255, 0, 0), Pattern.pixel(0, 255, 0), Pattern.pixel(0, 0, 255),
  ]

  /// A chunk whose checksum is not that of its bytes.
  private static func wrong(_ name: String, _ data: [UInt8]) -> [UInt8] {
    var chunk = pngChunk(name, data)
    chunk[chunk.count - 1] ^= 1
    return chunk
  }

  /// Columns of an interlaced row that each pass has: its first one, and the step (8.2).
  private static let passes = [(0, 8), (4, 8), (0, 4), (2, 4), (0, 2), (1, 2), (0, 1)]

  @Test("an interlaced picture of one row is whole", arguments: 1...17)
  func oneRow(_ width: Int) throws {
    // Only passes 1, 2, 4 and 6 have pixels of the first row.
    let data = [0, 1, 3, 5].flatMap { pass -> [UInt8] in
      let columns = stride(from: Self.passes[pass].0, to: width, by: Self.passes[pass].1)
      let pixels = columns.flatMap { column -> [UInt8] in [UInt8(column * 10), 7, 9] }
      let filter: [UInt8] = pixels.isEmpty ? [] : [0]
      return filter + pixels
    }
    let picture = try Picture(decoding: Self.png(width: width, isInterlaced: true, data: data))
    #expect(picture == Picture(width: width, height: 1) { x, _ in Pattern.pixel(x * 10, 7, 9) })
    let short = Self.png(width: width, isInterlaced: true, data: data.dropLast(3))
    #expect(throws: DecodingError.truncated(.png)) { try Picture(decoding: short) }
  }

  @Test(
    "remarks do no harm, whatever they are and however many",
    arguments: [
      pngChunk("eXIf", []), pngChunk("gAMA", [1]), pngChunk("iCCP", [1, 2, 3]),
      wrong("tEXt", [65, 0, 66]), wrong("tIME", []), wrong("abCD", [1]), wrong("tRNS", [0, 0]),
      pngChunk("tRNS", [9]), pngChunk("PLTE", [1, 2]), pngChunk("PLTE", [1, 2, 3]),
      pngChunk("sBIT", [8, 8, 8]) + pngChunk("sBIT", [8, 8, 8]),
      [UInt8]((0..<1001).flatMap { _ in pngChunk("tEXt", [65, 0, 66]) }),
    ])
  func remarks(_ chunks: [UInt8]) throws {
    #expect(try Picture(decoding: Self.png(before: chunks)).pixels == Self.colors)
    #expect(try Picture(decoding: Self.png(behind: chunks)).pixels == Self.colors)
  }

  @Test("a damaged remark does not turn the picture")
  func damagedOrientation() throws {
    let exif = exifBlock(orientation: 6, big: true)
    #expect(try Picture(decoding: Self.png(behind: pngChunk("eXIf", exif))).width == 1)
    #expect(try Picture(decoding: Self.png(behind: Self.wrong("eXIf", exif))).width == 3)
  }

  @Test("a transparent colour counts in front of and behind a suggested palette")
  func transparency() throws {
    let transparency = pngChunk("tRNS", [0, 0, 0, 255, 0, 0])
    let palette = pngChunk("PLTE", [1, 2, 3])
    for chunks in [transparency, transparency + palette, palette + transparency] {
      let picture = try Picture(decoding: Self.png(before: chunks))
      #expect(picture.pixels == [Self.colors[0], 0x0000_FF00, Self.colors[2]])
      #expect(!picture.isOpaque)
    }
  }

  @Test("a palette's transparency needs the palette in front of it, and no more entries")
  func palette() throws {
    let palette = pngChunk("PLTE", [255, 0, 0, 0, 0, 255])
    func pixels(_ before: [UInt8]) throws -> [UInt32] {
      try Picture(decoding: Self.png(type: 3, before: before, data: [0, 0, 1, 0])).pixels
    }
    let opaque = [Self.colors[0], Self.colors[2], Self.colors[0]]
    #expect(try pixels(palette) == opaque)
    #expect(
      try pixels(palette + pngChunk("tRNS", [9])) == [0x09FF_0000, opaque[1], 0x09FF_0000])
    #expect(try pixels(pngChunk("tRNS", [9]) + palette) == opaque)
    #expect(try pixels(palette + pngChunk("tRNS", [9, 9, 9])) == opaque)
    #expect(throws: DecodingError.corrupt(.png, "it has no palette")) { try pixels([]) }
  }

  @Test("critical chunks are held to their checksums, their kinds and their places")
  func critical() {
    let cases: [([UInt8], String)] = [
      (Self.png(before: Self.wrong("PLTE", [1, 2, 3])), "a checksum does not match"),
      (Self.png(behind: Self.wrong("IDAT", [])), "a checksum does not match"),
      (Self.png(behind: pngChunk("ABCD", [])), "unknown critical chunk"),
      (Self.png(behind: pngChunk("tEXt", []) + pngChunk("IDAT", [])), "its data is interrupted"),
      (Self.png(behind: pngChunk("IHDR", [])), "it has two headers"),
    ]
    for (bytes, words) in cases {
      #expect(throws: DecodingError.corrupt(.png, words)) { try Picture(decoding: bytes) }
    }
  }

  @Test("an animation of one frame is that frame, at its place, and not the picture in front of it")
  func onlyFrame() throws {
    var control = ByteWriter()
    control.u32(0, 1, 1, 1, 0, big: true)
    control.u16(1, 10, big: true)
    control.u8(0, 0)
    let frame =
      pngChunk("fcTL", control.bytes) + pngChunk("fdAT", [0, 0, 0, 1] + zlibStored([0, 9, 8, 7]))
    let announcement = pngChunk("acTL", [0, 0, 0, 1, 0, 0, 0, 0])
    let bytes = Self.png(before: announcement, behind: frame)
    #expect(try Picture(decoding: bytes).pixels == [0, Pattern.pixel(9, 8, 7), 0])
    #expect(try Picture(decoding: Self.png(before: announcement)).pixels == Self.colors)
    #expect(try Picture(decoding: Self.png(behind: frame)).pixels == Self.colors)
    let damaged = pngChunk("fcTL", control.bytes) + Self.wrong("fdAT", [0, 0, 0, 1])
    #expect(throws: DecodingError.corrupt(.png, "a checksum does not match")) {
      try Picture(decoding: Self.png(before: announcement, behind: damaged))
    }
  }
}
