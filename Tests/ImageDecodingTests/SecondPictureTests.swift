import ImageDecoding
import Testing

@Suite("A second picture") struct SecondPictureTests {
  private func isFollowed(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { SecondPicture.follows(in: $0) }
  }

  static let files = [
    "color-lzw.tiff", "color-tiles.tiff", "color-cmyk.tiff", "color-16.tiff", "color-big.tiff",
    "gray-16.tiff", "ramp-palette.tiff", "noise-zip.tiff", "noise-lzw.tiff", "alpha.tiff",
    "alpha-associated.tiff", "alpha.ico", "halves-4.ico", "large-png.ico", "color-rle.tga",
    "color.jxl", "frames.jxl", "noise.jxl", "p3-icc.jxl",
  ]

  @Test(
    "is found behind a file that its own tables measure, and a file alone has none",
    arguments: files)
  func measured(_ name: String) throws {
    let file = try fixture(name)
    #expect(!isFollowed(file))
    #expect(!isFollowed(file + [0, 0, 10]))
    #expect(!isFollowed(file + Array("the end".utf8)))
    #expect(!isFollowed(file.dropLast(1)))
    #expect(isFollowed(file + file))
    for second in ["color.png", "color.avif", "alpha-container.jxl"] {
      #expect(try isFollowed(file + fixture(second)))
      #expect(try isFollowed(file + [0, 10] + fixture(second)))
    }
    // The size of its first box is a space.
    #expect(isFollowed(file + [0, 0, 0, 32] + Array("ftypavif".utf8) + [0, 0, 0, 0]))
  }

  /// An entry of a TIFF's directory.
  private struct Entry {
    let tag: Int
    var type = 4
    var count = 1
    let value: Int
  }

  /// A TIFF of directories one behind the other from `start`, and data behind them.
  ///
  /// - Parameters:
  ///   - last: where the last directory says that the next one is.
  ///   - directories: by where the data begins.
  private func tiff(
    start: Int = 8, last: Int = 0, data: [UInt8], _ directories: (Int) -> [[Entry]]
  ) -> [UInt8] {
    let sizes = directories(0).map { 2 + $0.count * 12 + 4 }
    var file = ByteWriter()
    file.text("II")
    file.u16(42)
    file.u32(start)
    file.raw([UInt8](repeating: 0, count: start - 8))
    let all = directories(start + sizes.reduce(0, +))
    for (index, entries) in all.enumerated() {
      let end = file.bytes.count + sizes[index]
      file.u16(entries.count)
      for entry in entries {
        file.u16(entry.tag, entry.type)
        file.u32(entry.count, entry.value)
      }
      file.u32(index == all.count - 1 ? last : end)
    }
    file.raw(data)
    return file.bytes
  }

  /// A page of one strip.
  private func page(_ offset: Int, _ byteCount: Int) -> [Entry] {
    [
      Entry(tag: 256, value: 1), Entry(tag: 257, value: 1), Entry(tag: 273, value: offset),
      Entry(tag: 279, value: byteCount),
    ]
  }

  private func expectFollowedOnlyByAnother(
    _ file: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(!isFollowed(file), sourceLocation: sourceLocation)
    #expect(try isFollowed(file + fixture("color.png")), sourceLocation: sourceLocation)
  }

  @Test("is not the thumbnail of a TIFF, which may be a JPEG behind its last strip")
  func thumbnail() throws {
    let jpeg = try fixture("color.jpg")
    try expectFollowedOnlyByAnother(
      tiff(data: [0] + jpeg) { data in
        [
          page(data, 1),
          [Entry(tag: 513, value: data + 1), Entry(tag: 514, value: jpeg.count)],
        ]
      })
  }

  @Test("is not another page of a TIFF, whose strips may be JPEG")
  func pages() throws {
    let jpeg = try fixture("color.jpg")
    try expectFollowedOnlyByAnother(
      tiff(data: jpeg + jpeg + jpeg) { data in
        (0..<3).map { page(data + $0 * jpeg.count, jpeg.count) }
      })
  }

  @Test("is found behind a TIFF whose directories lead back to themselves")
  func loops() throws {
    try expectFollowedOnlyByAnother(tiff(last: 8, data: [0]) { [page($0, 1)] })
    try expectFollowedOnlyByAnother(tiff(last: 8, data: [0]) { [page($0, 1), page($0, 1)] })
    for tag in [330, 34_665, 34_853] {
      try expectFollowedOnlyByAnother(
        tiff(data: [0]) { [page($0, 1) + [Entry(tag: tag, value: 8)]] })
    }
  }

  @Test("is not looked for behind more directories, or more strips, than are followed")
  func limits() throws {
    let (jpeg, png) = try (fixture("color.jpg"), fixture("color.png"))
    func stack(_ count: Int) -> [UInt8] {
      tiff(data: jpeg) { data in (0..<count).map { _ in page(data, jpeg.count) } }
    }
    try expectFollowedOnlyByAnother(stack(1000))
    #expect(!isFollowed(stack(1001)))
    #expect(!isFollowed(stack(1001) + png))
    // Offsets and lengths are bytes, all in one place.
    func strips(_ count: Int) -> [UInt8] {
      tiff(data: [UInt8](repeating: 0, count: count)) { data in
        [[273, 279].map { Entry(tag: $0, type: 1, count: count, value: data) }]
      }
    }
    try expectFollowedOnlyByAnother(strips(1 << 14))
    #expect(!isFollowed(strips(1 << 22) + png))
  }

  @Test("is not looked for in a raw file whose directories lie far behind")
  func farRaw() throws {
    let png = try fixture("color.png")
    let plain = tiff(start: 100_000, data: [0]) { [page($0, 1)] }
    try expectFollowedOnlyByAnother(plain)
    let raw = tiff(start: 100_000, data: [0]) {
      [page($0, 1) + [Entry(tag: 50_706, value: 0x401)]]
    }
    #expect(!isFollowed(raw + png))
  }

  static let texts = [
    "P1\n# P2 is another\n2 2\n0110", "P2 2 1 9\n3 4\n", "P3\n1 1\n255\n1 2 3\n",
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"2\"><svg><svg/></svg></svg>\n",
    "<?xml version=\"1.0\"?>\n<svg width=\"2\" height=\"2\"><svg></svg><svg></svg></svg>\n",
  ]

  @Test("is found behind a file of text, and not within one", arguments: texts)
  func text(_ text: String) {
    let file = Array(text.utf8)
    #expect(!isFollowed(file))
    #expect(!isFollowed(file + Array("\n\n".utf8)))
    // Elements without an end of their own hide the root's, and what librsvg says is said then.
    #expect(isFollowed(file + file) == !text.contains("<svg/>"))
  }

  /// A TGA of 3 x 2 pixels in gray.
  private static let plainTGA: [UInt8] =
    [0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 2, 0, 8, 0] + Array("pixels".utf8)

  @Test("is found behind the pixels of a TGA file, and behind the areas and the footer of another")
  func footer() throws {
    func footer(_ area: Int) -> [UInt8] {
      var writer = ByteWriter()
      writer.u32(area, 0)
      return writer.bytes + Array("TRUEVISION-XFILE.\0".utf8)
    }
    for file in [try fixture("color-rle.tga"), Self.plainTGA] {
      // The least that an area can be, behind what looks like a picture and is another's data.
      let area = [0xEF, 1] + [UInt8](repeating: 0, count: 493)
      let full = file + Self.plainTGA + area + footer(file.count + Self.plainTGA.count)
      for whole in [file, file + footer(0), full] {
        #expect(!isFollowed(whole))
        #expect(!isFollowed(whole + [0, 0, 10]))
        for second in [file, file + footer(0), full] { #expect(isFollowed(whole + second)) }
        #expect(try isFollowed(whole + fixture("color.png")))
      }
      #expect(try isFollowed(file + [9] + footer(7) + fixture("color.png")))
    }
    #expect(!isFollowed(Self.plainTGA.dropLast(1)))
  }

  @Test("cannot be found behind a raw file, whose end nothing tells")
  func untold() throws {
    #expect(try !isFollowed(fixture("sensor.dng") + fixture("sensor.dng")))
  }
}
