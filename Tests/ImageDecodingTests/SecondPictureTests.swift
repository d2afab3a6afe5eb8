import ImageDecoding
import Testing

@Suite("A second picture") struct SecondPictureTests {
  private func isFollowed(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { SecondPicture.follows(in: $0) }
  }

  static let files = [
    "color-lzw.tiff", "color-tiles.tiff", "color-cmyk.tiff", "color-16.tiff", "color-big.tiff",
    "gray-16.tiff", "ramp-palette.tiff", "noise-zip.tiff", "noise-lzw.tiff", "alpha.tiff",
    "alpha-associated.tiff", "alpha.ico", "halves-4.ico", "large-png.ico",
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
    #expect(try isFollowed(file + [0, 10] + fixture("color.png")))
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

  @Test("is found behind a TGA file with a footer")
  func footer() throws {
    let file = try fixture("color-rle.tga")
    let footer = [UInt8](repeating: 0, count: 8) + Array("TRUEVISION-XFILE.\0".utf8)
    #expect(!isFollowed(file + footer))
    #expect(isFollowed(file + footer + file + footer))
  }

  @Test("cannot be found behind types that tell no end")
  func untold() throws {
    #expect(try !isFollowed(fixture("color.jxl") + fixture("color.jxl")))
    #expect(try !isFollowed(fixture("sensor.dng") + fixture("sensor.dng")))
  }
}
