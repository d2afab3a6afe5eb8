import TestSupport

/// A small picture in one of the formats.
struct Sample: Sendable, CustomStringConvertible {
  let description: String
  private let file: String?

  /// One that ImageDecodingTests has on file.
  private init(_ file: String) { (description, self.file) = (file, file) }
  private init(made name: String) { (description, file) = (name, nil) }

  static let png = Sample("noise.png")
  static let jpeg = Sample("noise.jpg")
  static let gif = Sample("noise.gif")
  static let ppm = Sample(made: "noise.ppm")
  static let svg = Sample(made: "shapes.svg")

  /// At least one of each format, and the variants that are decoded in another way.
  static let all: [Sample] =
    [png, jpeg, gif, ppm, svg]
    + [
      "alpha-16-interlaced.png", "ramp-palette.png", "color-progressive.jpg", "color-cmyk.jpg",
      "noise.webp", "noise-lossy.webp", "part-animated.webp", "ramp-animated.gif",
      "noise-lzw.tiff", "noise-zip.tiff", "color-tiles.tiff", "color-24.bmp", "ramp-rle.bmp",
      "noise.heic", "noise.avif", "noise.jxl", "color-rle.tga", "alpha.ico", "large-png.ico",
    ].map { Sample($0) }

  func bytes() throws -> [UInt8] {
    switch description {
    case "noise.ppm": return Picture.noise(40, 30).ppm()
    case "shapes.svg": return Array(Self.svgText.utf8)
    default:
      let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
      let path = "/\(tests)/ImageDecodingTests/Fixtures/\(description)"
      let bytes = Folder.contents(path)
      if bytes.isEmpty { throw TestFailure("no sample at \(path)") }
      return bytes
    }
  }

  private static let svgText = """
    <svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" viewBox="0 0 40 30">
      <rect x="2" y="2" width="20" height="12" fill="#c03020"/>
      <circle cx="28" cy="18" r="9" fill="#2060c0"/>
      <path d="M 4 26 L 12 16 L 20 26 Z" fill="#30a050" stroke="#000" stroke-width="1"/>
      <rect x="30" y="2" width="8" height="4" fill="#806020"/>
    </svg>
    """
}
