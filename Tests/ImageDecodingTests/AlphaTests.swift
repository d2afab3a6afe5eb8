import ImageDecoding
import TestSupport
import Testing

/// Whatever a file's alpha is multiplied by, every loader gives straight colours.
@Suite struct AlphaTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// Whether the file, or the library that draws it, has colours that are multiplied by alpha.
    var isPremultiplied = false
    /// By how much alpha may be off.
    var tolerance = 0
    var testDescription: String { name }
  }

  static let files = [
    Case(name: "alpha.png"), Case(name: "alpha-16-interlaced.png"), Case(name: "alpha.webp"),
    Case(name: "alpha.avif"), Case(name: "premultiplied.avif", isPremultiplied: true, tolerance: 1),
    Case(name: "alpha-container.jxl"),
    Case(name: "premultiplied.jxl", isPremultiplied: true, tolerance: 1),
    Case(name: "alpha.tiff"), Case(name: "alpha-associated.tiff", isPremultiplied: true),
    Case(name: "alpha-32.bmp"), Case(name: "alpha.ico"),
  ]

  /// What a colour may be off by where it was rounded after it was multiplied.
  private static func expectStraight(_ picture: Picture, _ file: Case) {
    for (actual, expected) in zip(picture.pixels, Pattern.alpha.picture.pixels) {
      let alpha = Int(expected >> 24)
      #expect(abs(Int(actual >> 24) - alpha) <= file.tolerance)
      guard alpha > 0 else { continue }
      let slack = file.isPremultiplied ? (255 * (1 + file.tolerance) + alpha - 1) / alpha : 0
      for shift in [0, 8, 16] as [UInt32] {
        let difference = abs(Int(actual >> shift & 255) - Int(expected >> shift & 255))
        #expect(difference <= slack, "alpha \(alpha)")
      }
    }
  }

  @Test("straight alpha comes out of every file, however it is stored", arguments: files)
  func fixtures(_ file: Case) throws {
    Self.expectStraight(try Picture(decoding: try fixture(file.name)), file)
  }

  private static func bytes(_ head: [UInt8], each: (UInt32) -> [UInt8]) -> [UInt8] {
    head + Pattern.alpha.picture.pixels.flatMap(each)
  }

  private static func channel(_ pixel: UInt32, _ shift: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: pixel >> shift)
  }

  private static func rgba(_ pixel: UInt32) -> [UInt8] {
    [16, 8, 0, 24].map { channel(pixel, $0) }
  }

  @Test("TGA, QOI and PAM have straight alpha")
  func simple() throws {
    let (width, height) = (UInt8(Pattern.width), UInt8(Pattern.height))
    let tga: [UInt8] = [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, width, 0, height, 0, 32, 0x28]
    let qoi = Array("qoif".utf8) + [0, 0, 0, width, 0, 0, 0, height, 4, 0]
    let pam =
      "P7\nWIDTH \(width)\nHEIGHT \(height)\nDEPTH 4\nMAXVAL 255\n"
      + "TUPLTYPE RGB_ALPHA\nENDHDR\n"
    let files = [
      Self.bytes(tga) { pixel in [0, 8, 16, 24].map { Self.channel(pixel, $0) } },
      Self.bytes(qoi) { [0xFF] + Self.rgba($0) } + [0, 0, 0, 0, 0, 0, 0, 1],
      Self.bytes(Array(pam.utf8), each: Self.rgba),
    ]
    for (bytes, name) in zip(files, ["TGA", "QOI", "PAM"]) {
      Self.expectStraight(try Picture(decoding: bytes), Case(name: name))
    }
  }

  @Test("what cairo multiplies in an SVG is divided again")
  func svg() throws {
    let (width, height) = (Pattern.width, Pattern.height)
    let squares = (0..<width * height).map { index in
      let pixel = Pattern.alpha.pixel(index % width, index / width)
      let color = String(pixel & 0xFF_FFFF, radix: 16)
      let padded = String(repeating: "0", count: 6 - color.count) + color
      return "<rect x='\(index % width)' y='\(index / width)' width='1' height='1' "
        + "fill='#\(padded)' fill-opacity='\(Double(pixel >> 24) / 255)'/>"
    }
    let svg =
      "<svg xmlns='http://www.w3.org/2000/svg' width='\(width)' height='\(height)' "
      + "shape-rendering='crispEdges'>\(squares.joined())</svg>"
    Self.expectStraight(
      try Picture(decoding: Array(svg.utf8)),
      Case(name: "SVG", isPremultiplied: true, tolerance: 1))
  }

  @Test(
    "alpha that is all or nothing leaves colours alone",
    arguments: ["halves.gif", "halves-palette.png", "halves-4.ico", "halves.avif"])
  func halves(_ name: String) throws {
    let picture = try Picture(decoding: try fixture(name))
    for y in 0..<Pattern.height {
      #expect(picture[3, y] == Pattern.pixel(255, 0, 0))
      #expect(picture[20, y] >> 24 == 0)
    }
  }
}
