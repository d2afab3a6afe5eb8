import ImageDecoding
import TestSupport
import Testing

@Suite struct TIFFTests {
  struct Colors: Sendable, CustomTestStringConvertible {
    let photometric: Int
    let count: Int
    let name: String
    var testDescription: String { name }
  }

  static let colors = [
    Colors(photometric: 0, count: 1, name: "white is zero"),
    Colors(photometric: 1, count: 1, name: "black is zero"),
    Colors(photometric: 2, count: 3, name: "RGB"),
    Colors(photometric: 3, count: 1, name: "palette"),
    Colors(photometric: 5, count: 4, name: "CMYK"),
  ]

  /// What ExtraSamples can say: 0 nothing, 1 associated alpha, 2 unassociated alpha.
  static let extras = [[], [0], [1], [2], [0, 1], [0, 2], [2, 0], [0, 0]]

  /// Reds, greens and blues of as many colours as a sample can name.
  private static func palette(_ depth: Int) -> [Int] {
    let indices = 0..<(1 << depth)
    return [1, 255, 7].flatMap { factor in indices.map { ($0 * factor + $0 >> 8) % 256 * 257 } }
  }

  /// A sample that no two places share by chance; alpha is 0, full and between.
  @Sendable private static func sample(_ x: Int, _ y: Int, _ index: Int, highest: Int) -> Int {
    let step = (x * 13 + y * 31 + index * 57) % 256
    if highest <= 255 { return step * (highest + 1) / 256 }
    return step * 257 ^ (x * 5 + y) % 256
  }

  @Test(
    "every kind of colour, depth, extra sample, order and layout gives its pixels",
    .enabled(if: Optimisation.isOn, "\(Optimisation.reason)"), arguments: colors, extras)
  func combinations(_ colors: Colors, _ extras: [Int]) throws {
    for depth in [1, 2, 4, 8, 16] {
      let highest = 1 << depth - 1
      let alphaIndex = extras.firstIndex { $0 != 0 }.map { colors.count + $0 }
      let isPremultiplied = extras.contains(1) && colors.photometric != 3
      var file = TIFFTestFile(
        photometric: colors.photometric, sampleCount: colors.count + extras.count, depth: depth,
        extraSamples: extras
      ) { x, y, index in
        let alpha =
          alphaIndex.map { Self.sample(x, y, $0, highest: highest) } ?? highest
        let sample = Self.sample(x, y, index, highest: highest)
        guard isPremultiplied, index < colors.count else { return sample }
        // What is white at zero is multiplied as light.
        let product = sample * alpha / highest
        return colors.photometric == 0 ? highest - product : product
      }
      if colors.photometric == 3 { file.palette = Self.palette(depth) }
      let expected = Self.expected(file, colors, alphaIndex, isPremultiplied)
      // Each of the eight layouts by itself, and compressed in one way by turns.
      for layout in 0..<8 {
        (file.isPlanar, file.isBig, file.hasTiles) = (
          layout & 1 != 0, layout & 2 != 0, layout & 4 != 0
        )
        for compression in [.none, layout % 3 == 0 ? .deflate : .packBits]
          as [TIFFTestFile.Compression]
        {
          file.compression = compression
          let picture = try Picture(decoding: file.bytes)
          #expect(picture == expected, "\(depth) bits, layout \(layout), \(compression)")
        }
      }
    }
  }

  /// The pixels by the definitions, rounded once, half up.
  private static func expected(
    _ file: TIFFTestFile, _ colors: Colors, _ alphaIndex: Int?, _ isPremultiplied: Bool
  ) -> Picture {
    let highest = 1 << file.depth - 1
    func level(_ value: Int, of full: Int) -> Int {
      full == 0 ? 0 : min(255, (2 * 255 * value + full) / (2 * full))
    }
    return Picture(width: file.width, height: file.height) { x, y in
      let alpha = alphaIndex.map { file.sample(x, y, $0) } ?? highest
      let samples = (0..<colors.count).map { index in
        let sample = file.sample(x, y, index)
        return level(
          colors.photometric == 0 ? highest - sample : sample,
          of: isPremultiplied ? alpha : highest)
      }
      let levels =
        switch colors.photometric {
        case 2: samples
        case 3: (0..<3).map { file.palette[file.sample(x, y, 0) + $0 << file.depth] / 257 }
        case 5:
          (0..<3).map { ink in
            let full = isPremultiplied ? alpha : highest
            func light(_ ink: Int) -> Int { max(0, full - file.sample(x, y, ink)) }
            return level(light(ink) * light(3), of: full * full)
          }
        default: [Int](repeating: samples[0], count: 3)
        }
      return Pattern.pixel(levels[0], levels[1], levels[2], level(alpha, of: highest))
    }
  }

  /// L*, a* and b* of white D50 (of which the colours are whole numbers), and what Little CMS makes of
  /// them in sRGB.
  private static let labs: [(lab: [Double], rgb: UInt32)] = [
    ([100, 0, 0], Pattern.pixel(255, 255, 255)), ([0, 0, 0], Pattern.pixel(0, 0, 0)),
    ([50, 0, 0], Pattern.pixel(119, 119, 119)), ([25, 0, 0], Pattern.pixel(59, 59, 59)),
    ([60, 40, 30], Pattern.pixel(217, 114, 94)), ([60, -40, 30], Pattern.pixel(73, 162, 88)),
    ([60, 20, -50], Pattern.pixel(139, 135, 234)), ([80, 0, 60], Pattern.pixel(223, 197, 80)),
  ]

  @Test("CIELAB of both forms becomes sRGB, with white as white", arguments: [8, 9], [8, 16])
  func lab(photometric: Int, depth: Int) throws {
    let hasSigns = photometric == 8
    let full: Double = depth == 8 ? 255 : hasSigns ? 65_535 : 65_280
    var file = TIFFTestFile(
      width: Self.labs.count, photometric: photometric, sampleCount: 4, depth: depth,
      extraSamples: [2]
    ) { x, _, index in
      if index == 3 { return 1 << depth - 1 }
      let number = Self.labs[x].lab[index]
      if index == 0 { return Int((number / 100 * full).rounded()) }
      return Int(number + (hasSigns ? 0 : 128)) << (depth - 8) & (1 << depth - 1)
    }
    for layout in 0..<8 {
      (file.isPlanar, file.isBig, file.hasTiles) = (
        layout & 1 != 0, layout & 2 != 0, layout & 4 != 0
      )
      let picture = try Picture(decoding: file.bytes)
      let expected = Picture(width: file.width, height: file.height) { x, _ in Self.labs[x].rgb }
      #expect(try #require(picture.largestDifference(from: expected)) <= 2, "layout \(layout)")
    }
  }

  @Test("CIELAB that was multiplied by alpha is divided again", arguments: [8, 9])
  func labByAlpha(photometric: Int) throws {
    let alpha = 0xA000
    func picture(_ kind: Int) throws -> Picture {
      var file = TIFFTestFile(
        width: Self.labs.count, photometric: photometric, sampleCount: 4, depth: 16
      ) { x, y, index in
        let isEmpty = y == 1
        if index == 3 { return isEmpty ? 0 : alpha }
        let number = Self.labs[x].lab[index] + (index > 0 && photometric == 9 ? 128 : 0)
        let full: Double = index > 0 ? 256 : photometric == 9 ? 652.8 : 655.35
        let share = kind == 2 ? 1 : isEmpty ? 0 : Double(alpha) / 65_535
        return Int((number * full * share).rounded()) & 0xFFFF
      }
      file.extraSamples = [kind]
      return try Picture(decoding: file.bytes)
    }
    let (straight, multiplied) = try (picture(2), picture(1))
    for (place, pixel) in multiplied.pixels.enumerated() {
      let isEmpty = place / Self.labs.count == 1
      let expected = isEmpty ? 0 : straight.pixels[place]
      for channel in [0, 8, 16, 24] {
        #expect(abs(Int(pixel >> channel & 255) - Int(expected >> channel & 255)) <= 1)
      }
    }
  }

  private static func rgb(_ more: [(tag: Int, value: Int)] = [], count: Int = 3) -> TIFFTestFile {
    TIFFTestFile(photometric: 2, sampleCount: count, more: more) { x, _, index in
      index < 3 ? [200, 100, 50][index] : x
    }
  }

  @Test("one strip without compression may be large", arguments: [8, 16])
  func largeStrip(_ depth: Int) throws {
    let (width, height) = (200, 150)
    let value = { (x: Int, y: Int) in (x * 3 + y * 5) % 256 }
    let data = (0..<height).flatMap { y in
      (0..<width).flatMap { [UInt8](repeating: UInt8(value($0, y)), count: depth / 8) }
    }
    let bytes = tiffFile(
      width: width, height: height, samples: [(258, depth), (262, 1), (277, 1)], data: data)
    let expected = Picture(width: width, height: height) { x, y in
      Pattern.pixel(value(x, y), value(x, y), value(x, y))
    }
    #expect(try Picture(decoding: bytes) == expected)
  }

  @Test("a fourth sample that the file does not explain is alpha, unless it is empty")
  func unexplained() throws {
    var file = Self.rgb(count: 4)
    #expect(try Picture(decoding: file.bytes)[7, 3] == Pattern.pixel(200, 100, 50, 7))
    file.sample = { _, _, index in index < 3 ? [200, 100, 50][index] : 0 }
    #expect(try Picture(decoding: file.bytes)[7, 3] == Pattern.pixel(200, 100, 50))
  }

  @Test(
    "a camera's raw file is refused, not shown as the small copy in it",
    arguments: [
      [(254, 1)], [(255, 2)], [(254, 1), (330, 8)], [(50_706, 0x0104_0000)],
    ] as [[(Int, Int)]])
  func raw(_ more: [(Int, Int)]) {
    let bytes = Self.rgb(more.map { (tag: $0.0, value: $0.1) }).bytes
    let error = #expect(throws: DecodingError.cameraRaw) { try Picture(decoding: bytes) }
    #expect(
      "\(error, default: "")" == "LibRaw does not know this camera's raw files; convert it first")
  }

  @Test("of a small copy and a full picture behind it, the full one is shown")
  func fullPage() throws {
    var small = Self.rgb([(254, 1)]).bytes
    let full = Self.rgb().bytes
    // The full picture's directory is behind the small one's, with places counted from its start.
    let expected = try Picture(decoding: full)
    #expect(expected[0, 0] == Pattern.pixel(200, 100, 50))
    let directory = Int(small[4]) | Int(small[5]) << 8
    let next = directory + 2 + Int(small[directory]) * 12
    var page = ByteWriter()
    page.u16(6)
    for (tag, value) in [(256, 2), (257, 1), (258, 8), (262, 1), (273, 0), (279, 2)] {
      page.u16(tag, 4)
      page.u32(1, tag == 273 ? small.count : value)
    }
    page.u32(0)
    let place = small.count + 2
    (small[next], small[next + 1]) = (UInt8(place & 255), UInt8(place >> 8))
    let picture = try Picture(decoding: small + [10, 20] + page.bytes)
    #expect(picture.pixels == [Pattern.pixel(10, 10, 10), Pattern.pixel(20, 20, 20)])
  }

  @Test("a TIFF that lacks a strip, or part of one, is an error")
  func missingStrips() throws {
    for compression in [TIFFTestFile.Compression.none, .deflate, .packBits] {
      var file = Self.rgb()
      file.compression = compression
      file.height = 40
      let whole = file.bytes
      #expect(try Picture(decoding: whole).height == 40)
      // One row more than there is data for.
      var bytes = whole
      let height = try #require(bytes.firstRange(of: [1, 1, 4, 0, 1, 0, 0, 0, 40])).upperBound - 1
      bytes[height] = 41
      #expect(throws: DecodingError.self, "\(compression)") { try Picture(decoding: bytes) }
    }
  }

  @Test("a tile that calls itself enormous takes no memory")
  func enormousTile() {
    var file = Self.rgb()
    file.hasTiles = true
    var bytes = file.bytes
    for tag in [322, 323] {
      let entry: [UInt8] = [UInt8(tag & 255), UInt8(tag >> 8), 4, 0, 1, 0, 0, 0]
      guard let place = bytes.firstRange(of: entry)?.upperBound else { continue }
      (bytes[place], bytes[place + 1]) = (0xF0, 0xFF)
    }
    let error = DecodingError.tooManyPixels(width: 65_520, height: 65_520, limit: 400_000_000)
    #expect(throws: error) { try Picture(decoding: bytes) }
  }
}
