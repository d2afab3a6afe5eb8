import ImageDecoding
import TestSupport
import Testing

@Suite struct JPEGTests {
  private typealias Sampling = JPEGFile.Sampling

  /// All layouts of three components of which an MCU has ten blocks at most (ITU T.81, B.2.3).
  private static let layouts: [[Sampling]] = {
    let all = (1...4).flatMap { h in (1...4).map { v in Sampling(h: h, v: v) } }
    return all.flatMap { a in all.flatMap { b in all.map { c in [a, b, c] } } }
      .filter { $0.map { $0.h * $0.v }.reduce(0, +) <= 10 }
  }()

  /// Whether each component's samples can be repeated a whole number of times.
  private static func isWhole(_ layout: [Sampling]) -> Bool {
    let (h, v) = (layout.map(\.h).max() ?? 1, layout.map(\.v).max() ?? 1)
    return layout.allSatisfy { h % $0.h == 0 && v % $0.v == 0 }
  }

  /// Red and blue by turns, as luma and chroma (JFIF).
  @Sendable private static func redOrBlue(_ component: Int, _ column: Int) -> Int {
    column % 2 == 0 ? [76, 85, 255][component] : [29, 255, 107][component]
  }

  private static func expect(
    _ bytes: [UInt8], mcuWidth: Int, _ colors: [UInt32], _ comment: Comment
  ) throws {
    let picture = try Picture(decoding: bytes)
    for column in stride(from: mcuWidth / 2, to: picture.width, by: mcuWidth) {
      let expected = Picture(width: 1, height: 1) { _, _ in
        colors[column / mcuWidth % colors.count]
      }
      let actual = Picture(width: 1, height: 1) { _, _ in picture[column, picture.height / 2] }
      #expect(try #require(actual.largestDifference(from: expected)) <= 3, comment)
    }
  }

  @Test("every layout of samples that libjpeg decodes is shown, and others are unsupported")
  func layouts() throws {
    #expect(Self.layouts.count(where: Self.isWhole) >= 131)
    for layout in Self.layouts {
      let file = JPEGFile(width: 70, sampling: layout, value: Self.redOrBlue)
      let name: Comment = "\(layout.map { "\($0.h)x\($0.v)" })"
      if Self.isWhole(layout) {
        try Self.expect(
          file.bytes, mcuWidth: file.mcuWidth,
          [Pattern.pixel(255, 0, 0), Pattern.pixel(0, 0, 255)], name)
      } else {
        let error = #expect(throws: DecodingError.self, name) {
          try Picture(decoding: file.bytes)
        }
        #expect("\(error, default: "")".contains("is not supported; convert it first"), name)
      }
    }
  }

  @Test("RGB that is not converted is shown, with any sampling")
  func rgb() throws {
    for (h, v) in [(1, 1), (2, 1), (1, 2), (2, 2), (4, 1)] {
      let layout = [Sampling(h: h, v: v), Sampling(h: 1, v: 1), Sampling(h: 1, v: 1)]
      let file = JPEGFile(sampling: layout, identifiers: Array("RGB".utf8)) { component, _ in
        [200, 100, 50][component]
      }
      try Self.expect(
        file.bytes, mcuWidth: file.mcuWidth, [Pattern.pixel(200, 100, 50)], "\(h)x\(v)")
    }
  }

  @Test(
    "CMYK and YCCK are shown, with any sampling, inverted where Adobe's segment is there",
    arguments: [
      (nil, [0, 55, 255, 0], Pattern.pixel(255, 200, 0)),
      (0, [255, 200, 0, 255], Pattern.pixel(255, 200, 0)),
      (0, [255, 255, 255, 100], Pattern.pixel(100, 100, 100)),
      (2, [76, 85, 255, 255], Pattern.pixel(0, 255, 255)),  // the inks' own inversion is undone
    ] as [(Int?, [Int], UInt32)])
  func inks(_ transform: Int?, _ values: [Int], _ expected: UInt32) throws {
    for (h, v) in [(1, 1), (2, 1), (1, 2), (2, 2), (4, 1)] {
      let layout = [Sampling(h: h, v: v)] + [Sampling](repeating: Sampling(h: 1, v: 1), count: 3)
      let file = JPEGFile(sampling: layout, adobeTransform: transform) { component, _ in
        values[component]
      }
      try Self.expect(file.bytes, mcuWidth: file.mcuWidth, [expected], "\(h)x\(v)")
    }
  }

  private static let photo = JPEGFile(
    width: 640, height: 64, sampling: [Sampling](repeating: Sampling(h: 1, v: 1), count: 3)
  ) { component, column in (column * 37 + component * 11) % 256 }

  @Test("a JPEG of which only the end mark lacks is whole, and one that lacks more is not")
  func missingEnd() throws {
    let bytes = Self.photo.bytes
    let picture = try Picture(decoding: bytes)
    for count in 1...2 {
      #expect(try Picture(decoding: bytes.dropLast(count)) == picture)
    }
    for count in [4, 5, 40, 400] {
      #expect(throws: DecodingError.truncated(.jpeg), "\(count) bytes fewer") {
        try Picture(decoding: bytes.dropLast(count))
      }
    }
  }

  @Test(
    "what follows the last block does no harm",
    arguments: [
      Array("\r\n--boundary\r\n".utf8), [UInt8](repeating: 0, count: 5000), [0xFF, 0xC8, 0, 4, 1],
      [0xFF, 0xDA, 0, 1], [0xFF],
    ])
  func whatFollows(_ more: [UInt8]) throws {
    let bytes = Self.photo.bytes
    let picture = try Picture(decoding: bytes)
    #expect(try Picture(decoding: bytes.dropLast(2) + more) == picture)
    #expect(try Picture(decoding: bytes.dropLast(2) + more + [0xFF, 0xD9]) == picture)
    #expect(try Picture(decoding: bytes + more) == picture)
  }

  @Test("a height that comes behind the picture is unsupported, not damage")
  func heightBehind() throws {
    var file = Self.photo
    file.height = 0
    let message =
      "JPEG with a height that stands behind the picture (DNL) is not supported; convert it first"
    let lines: [UInt8] = [0xFF, 0xDC, 0, 4, 0, 64, 0xFF, 0xD9]
    for bytes in [file.bytes, Array(file.bytes.dropLast(2)) + lines] {
      let error = #expect(throws: DecodingError.self) { try Picture(decoding: bytes) }
      #expect("\(error, default: "")" == message)
    }
  }

  /// Bytes as coded data has them.
  private static func noise(_ count: Int) -> [UInt8] {
    var random = Random(seed: 3)
    return (0..<count).map { _ in UInt8(random.next(below: 255)) }
  }

  @Test("thousands of bytes that were not decoded are damage, a few are not")
  func skipped() throws {
    let bytes = Self.photo.bytes
    #expect(
      try Picture(decoding: bytes.dropLast(2) + Self.noise(500) + [0xFF, 0xD9])
        == Picture(decoding: bytes))
    #expect(throws: DecodingError.corrupt(.jpeg, "the coded data makes no sense")) {
      try Picture(decoding: bytes.dropLast(2) + Self.noise(3000) + [0xFF, 0xD9])
    }
  }

  @Test("the standard Huffman tables stand in for missing ones, if they are the right ones")
  func missingTables() throws {
    var file = Self.photo
    let picture = try Picture(decoding: file.bytes)
    file.hasTables = false
    let bytes = file.bytes
    #expect(try Picture(decoding: bytes) == picture)
    #expect(try Picture(decoding: bytes.dropLast(2)) == picture)
    #expect(throws: DecodingError.corrupt(.jpeg, "the coded data makes no sense")) {
      try Picture(decoding: bytes.dropLast(2) + Self.noise(40) + [0xFF, 0xD9])
    }
  }

  @Test("a JPEG with a scan for each component needs all of them")
  func scans() throws {
    var file = JPEGFile(
      width: 40, sampling: [(2, 2), (1, 1), (1, 1)].map { Sampling(h: $0.0, v: $0.1) },
      value: Self.redOrBlue)
    let picture = try Picture(decoding: file.bytes)
    file.isInterleaved = false
    #expect(try Picture(decoding: file.bytes) == picture)
    #expect(try Picture(decoding: file.bytes.dropLast(2)) == picture)
    for scanCount in 1...2 {
      let bytes = file.bytes(scanCount: scanCount)
      for bytes in [bytes, bytes.dropLast(2)] {
        #expect(throws: DecodingError.truncated(.jpeg)) { try Picture(decoding: bytes) }
      }
    }
  }

  @Test("a progressive JPEG without its end mark is whole when its last scan is there")
  func progressive() throws {
    let bytes = try fixture("color-progressive.jpg")
    #expect(try Picture(decoding: bytes.dropLast(2)) == Picture(decoding: bytes))
    let lastScan = try #require(
      bytes.indices.dropLast().last { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDA })
    #expect(throws: DecodingError.truncated(.jpeg)) {
      try Picture(decoding: Array(bytes[..<lastScan]))
    }
  }
}
