import Glibc
import ImageDecoding
import TestSupport
import Testing

@Suite struct DamageTests {
  static let names = [
    "noise.png", "alpha-16-interlaced.png", "ramp-palette.png", "noise.jpg",
    "color-progressive.jpg", "scans-420.jpg", "color-cmyk.jpg", "noise.webp", "noise-lossy.webp",
    "part-animated.webp", "noise.gif", "ramp-interlaced.gif", "ramp-animated.gif",
    "noise-lzw.tiff", "noise-zip.tiff", "color-tiles.tiff", "ramp-palette.tiff", "color-big.tiff",
    "ramp-8.bmp", "ramp-rle.bmp", "color-24.bmp", "alpha-32.bmp", "noise.heic", "noise.avif",
    "alpha.avif", "noise.jxl", "alpha-container.jxl", "color-rle.tga", "alpha.ico",
    "halves-4.ico", "large-png.ico",
  ]

  static let svg = Array(
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">
    <rect width="10" height="10" fill="#ff0000"/><circle cx="5" cy="5" r="3" fill="blue"/></svg>
    """.utf8)

  @Test("a cut file is an error, wherever it is cut", arguments: names)
  func cut(_ name: String) throws {
    var bytes = try fixture(name)
    if name.hasSuffix(".jpg") { bytes.removeLast(2) }  // the end mark, which is not needed
    let eighths = (1...7).map { bytes.count * $0 / 8 }
    let fine = stride(from: 0, to: bytes.count, by: max(1, bytes.count / 97))
    for count in eighths + Array(fine) + [bytes.count - 1] {
      #expect(throws: DecodingError.self, "cut to \(count) of \(bytes.count)") {
        try Picture(decoding: Array(bytes[..<count]))
      }
    }
  }

  @Test("a cut SVG is an error")
  func cutSVG() {
    for count in 0..<Self.svg.count {
      #expect(throws: DecodingError.self) { try Picture(decoding: Array(Self.svg[..<count])) }
    }
  }

  @Test("a TIFF whose directory stands in front of the missing pixels is an error")
  func cutStrip() throws {
    let bytes = tiffFile(Pattern.noise.picture, orientation: 1, directoryFirst: true)
    #expect(try Picture(decoding: bytes) == Pattern.noise.picture)
    for count in [bytes.count - 1, bytes.count / 2, 200] {
      #expect(throws: DecodingError.truncated(.tiff)) {
        try Picture(decoding: Array(bytes[..<count]))
      }
    }
  }

  @Test(
    "a PNG with a flipped bit is an error or the same picture",
    arguments: [
      "noise.png", "alpha-16-interlaced.png", "ramp-palette.png",
    ])
  func flippedPNG(_ name: String) throws {
    let bytes = try fixture(name)
    let reference = try Picture(decoding: bytes)
    for bit in 0..<(bytes.count * 8) {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      if let picture = try? Picture(decoding: flipped) {
        #expect(picture == reference, "bit \(bit)")
      }
    }
  }

  @Test("a flipped bit in EXIF behind a PNG's pixels never turns the picture in another way")
  func flippedEXIF() throws {
    let plain = try fixture("color.png")
    let chunk = pngChunk("eXIf", exifBlock(orientation: 6, big: true))
    let bytes = Array(plain.dropLast(12) + chunk + plain.suffix(12))
    // As EXIF says; and as stored, for a damaged remark is ignored.
    let (reference, stored) = (try Picture(decoding: bytes), try Picture(decoding: plain))
    for bit in (plain.count - 12) * 8..<(bytes.count * 8) {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      if let picture = try? Picture(decoding: flipped) {
        #expect(picture == reference || picture == stored, "bit \(bit)")
      }
    }
  }

  @Test("damage never crashes, and never shows what memory held before", arguments: names)
  func flipped(_ name: String) throws {
    let bytes = try fixture(name)
    var random = Random(seed: 7)
    for round in 0..<300 {
      var damaged = bytes
      let range = round % 3 == 0 ? min(64, bytes.count) : bytes.count
      for _ in 0...(round % 4) { damaged[random.next(below: range)] ^= 1 << random.next(below: 8) }
      let limits = DecodingLimits(maxPixels: 4_000_000)
      Self.dirtyMemory(0x55)
      let first = try? Picture(decoding: damaged, limits: limits)
      Self.dirtyMemory(0xAA)
      let second = try? Picture(decoding: damaged, limits: limits)
      #expect(first == second, "round \(round)")
    }
  }

  /// Leaves blocks of all sizes behind that are filled with `value`.
  static func dirtyMemory(_ value: CInt) {
    let blocks = (4..<20).compactMap { exponent in
      malloc(1 << exponent).map { memset($0, value, 1 << exponent) }
    }
    for block in blocks { free(block) }
  }

  @Test("what libraries have to say about damage stays inside")
  func silence() async throws {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      for name in DamageTests.names {
        var bytes = try fixture(name)
        for place in stride(from: bytes.count / 3, to: bytes.count, by: 7) { bytes[place] ^= 0x55 }
        _ = try? Picture(decoding: bytes)
        _ = try? Picture(decoding: Array(bytes[..<(bytes.count / 2)]))
      }
      _ = write(STDERR_FILENO, "still here\n", 11)
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said == "still here\n")
  }

  @Test("invalid codes in a GIF are an error")
  func gifCodes() {
    var bytes = gifFile(width: 10, height: 1, indices: [UInt8](repeating: 1, count: 10))
    bytes[32] = 0xF0  // behind a clear code there is no such string
    #expect(throws: DecodingError.corrupt(.gif, "an invalid code")) {
      try Picture(decoding: bytes)
    }
  }

  @Test("a GIF with too few pixels in it is an error")
  func gifPixels() {
    let bytes = gifFile(width: 10, height: 2, indices: [UInt8](repeating: 1, count: 19))
    #expect(throws: DecodingError.truncated(.gif)) { try Picture(decoding: bytes) }
  }

  @Test("bytes that do no harm in a JPEG are no fault")
  func extraneousBytes() throws {
    let bytes = try fixture("noise.jpg")
    let picture = try Picture(decoding: bytes)
    let padding: [UInt8] = [0, 0, 0, 0, 0]
    let beforeEnd = Array(bytes.dropLast(2) + padding + [0xFF, 0xD9])
    #expect(try Picture(decoding: beforeEnd) == picture)
    #expect(try Picture(decoding: bytes + padding) == picture)
  }

  @Test("a JPEG with harmless bytes and a missing end is an error")
  func extraneousBytesWithoutEnd() throws {
    let bytes = try fixture("noise.jpg")
    let padded = Array(bytes[..<20] + [0, 0, 0] + bytes[20...])
    #expect(try Picture(decoding: padded) == Picture(decoding: bytes))
    #expect(throws: DecodingError.truncated(.jpeg)) {
      try Picture(decoding: Array(padded.dropLast(100)))
    }
  }
}

/// The same numbers each time (splitmix64).
struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(below limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ z >> 31) % UInt64(limit))
  }
}
