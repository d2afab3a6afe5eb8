import ImageDecoding
import ShmChannel
import TestSupport
import Testing

/// Colour profiles of files, against what Little CMS makes of them in float.
@Suite struct ProfileTests {
  private static let side = 128

  /// Gray steps, then colours all over the space.
  @Sendable private static func number(_ x: Int, _ y: Int, _ index: Int) -> Int {
    if y < 2 { return x * 2 + y }
    var hash = UInt32(truncatingIfNeeded: (y * side + x) * 4 + index) &* 0x9E37_79B1
    hash ^= hash >> 15
    hash = hash &* 0x85EB_CA77
    return Int(hash >> 16 & 255)
  }

  private func tiff(_ profile: TestProfile, depth: Int = 8) -> TIFFTestFile {
    let photometric: [TestProfile.Kind: Int] = [.gray: 1, .rgb: 2, .cmyk: 5]
    var file = TIFFTestFile(
      width: Self.side, height: Self.side, photometric: photometric[profile.kind] ?? 0,
      sampleCount: profile.channelCount, depth: depth
    ) { x, y, index in Self.number(x, y, index) * (depth == 16 ? 257 : 1) }
    file.profile = profile.bytes
    return file
  }

  /// What Little CMS makes of the same numbers, cut to what sRGB has.
  private func expected(_ profile: TestProfile) -> [SIMD3<Double>] {
    let numbers = (0..<Self.side * Self.side).flatMap { place in
      (0..<profile.channelCount).map {
        Float(Self.number(place % Self.side, place / Self.side, $0)) / 255
      }
    }
    let colors = profile.converted(numbers).map { Double(min(1, max(0, $0))) }
    return stride(from: 0, to: colors.count, by: 3).map { (place: Int) -> SIMD3<Double> in
      SIMD3(colors[place], colors[place + 1], colors[place + 2])
    }
  }

  private func expectAlike(_ colors: [SIMD3<Double>], _ expected: [SIMD3<Double>]) {
    #expect(colors.count == expected.count)
    let differences = zip(colors, expected).map(colorDifference).sorted()
    let (most, last) = (differences[differences.count * 999 / 1000], differences.last ?? 9)
    #expect(most <= 1 && last <= 2, "99.9 % within \(most), all within \(last)")
  }

  @Test("colours are those that Little CMS gives in float", arguments: TestProfile.nine)
  func eightBits(profile: TestProfile) throws {
    let picture = try Picture(decoding: tiff(profile).bytes)
    #expect(picture.isOpaque)
    let colors = picture.pixels.map { pixel in
      SIMD3(Double(pixel >> 16 & 255), Double(pixel >> 8 & 255), Double(pixel & 255)) / 255
    }
    expectAlike(colors, expected(profile))
  }

  @Test(
    "so are samples of 16 bits", arguments: TestProfile.nine.filter { $0.kind != .cmyk })
  func sixteenBits(profile: TestProfile) throws {
    let kept = try #require(try numbers(tiff(profile, depth: 16).bytes))
    #expect(kept.format == (profile.kind == .gray ? "gray16le" : "rgb48le"))
    let count = profile.channelCount
    let colors = (0..<Self.side * Self.side).map { place in
      SIMD3(
        kept.values[place * count], kept.values[place * count + (count == 3 ? 1 : 0)],
        kept.values[place * count + (count == 3 ? 2 : 0)]) / 65_535
    }
    expectAlike(colors, expected(profile))
  }

  @Test("where 0 is white, a gray profile is about light all the same")
  func inverted() throws {
    let gray = TestProfile.nine[7]
    var file = tiff(gray, depth: 16)
    let plain = try #require(try numbers(file.bytes))
    file.photometric = 0
    file.sample = { x, y, index in 65_535 - Self.number(x, y, index) * 257 }
    let inverted = try #require(try numbers(file.bytes))
    #expect(inverted.values == plain.values.map { 65_535 - $0 })
  }

  @Test(
    "so it is beside alpha, where gray is in three channels",
    arguments: [TestProfile.nine[7], TestProfile.nine[6]])
  func invertedBesideAlpha(profile: TestProfile) throws {
    func kept(_ photometric: Int, depth: Int) throws -> [Double] {
      let highest = 1 << depth - 1
      var file = TIFFTestFile(photometric: photometric, sampleCount: 2, depth: depth) {
        x, y, index in
        let number = Self.number(x, y, index) * highest / 255
        return index == 0 && photometric == 0 ? highest - number : number
      }
      file.extraSamples = [2]
      file.profile = profile.bytes
      let picture = try #require(try numbers(file.bytes))
      return picture.values.enumerated().map { index, number in
        index % 4 < 3 && photometric == 0 ? Double(highest) - number : number
      }
    }
    for depth in [12, 16] { #expect(try kept(0, depth: depth) == kept(1, depth: depth)) }
  }

  /// Gray and colours, by curves and by a table.
  private static let kinds = [0, 2, 6, 7].map { TestProfile.nine[$0] }

  @Test("samples of 9 to 15 bits become those that the same ones of 16 do", arguments: kinds)
  func packed(profile: TestProfile) throws {
    for depth in [9, 12] {
      let highest = 1 << depth - 1
      func file(_ depth: Int, profile bytes: [UInt8]) -> [UInt8] {
        var file = tiff(profile, depth: depth)
        (file.width, file.height, file.profile) = (61, 40, bytes)
        file.sample = { x, y, index in
          let number = (Self.number(x, y, index) * highest + 127) / 255
          return depth == 16 ? (number * 65_535 + highest / 2) / highest : number
        }
        return file.bytes
      }
      let narrow = try #require(try numbers(file(depth, profile: profile.bytes)))
      let wide = try #require(try numbers(file(16, profile: profile.bytes)))
      #expect(narrow.range == SampleRange(low: 0, high: Float(highest)))
      #expect(narrow.format == wide.format && narrow.remark == nil)
      let differences = zip(narrow.values, wide.values).map {
        abs($0 - $1 * Double(highest) / 65_535)
      }
      #expect(differences.count == 61 * 40 * profile.channelCount)
      #expect(differences.allSatisfy { $0 <= 1 }, "depth \(depth): \(differences.max() ?? 0)")
      #expect(try narrow.values != #require(try numbers(file(depth, profile: []))).values)

      let shown = try Picture(decoding: file(depth, profile: profile.bytes))
      let same = try Picture(decoding: file(16, profile: profile.bytes))
      #expect(try #require(shown.largestDifference(from: same)) <= 1, "depth \(depth)")
    }
  }

  @Test("sRGB by a profile changes none of 12 bits either, kept or shown")
  func untouchedOfTwelve() throws {
    var file = tiff(.sRGB, depth: 12)
    let kept = try #require(try numbers(file.bytes))
    let shown = try Picture(decoding: file.bytes)
    file.profile = []
    #expect(try numbers(file.bytes) == kept)
    #expect(try Picture(decoding: file.bytes) == shown)
  }

  @Test("sRGB by a profile changes no pixel, and neither does --embedded-profile ignore")
  func untouched() throws {
    let plain = try Picture(
      decoding: TIFFTestFile(
        width: Self.side, height: Self.side, photometric: 2, sampleCount: 3, sample: Self.number
      ).bytes)
    #expect(try Picture(decoding: tiff(.sRGB).bytes).pixels == plain.pixels)
    #expect(try Picture(decoding: tiff(.adobeRGB).bytes, profile: .ignore).pixels == plain.pixels)
    #expect(try Picture(decoding: tiff(.adobeRGB).bytes).pixels != plain.pixels)
  }

  @Test("a damaged profile costs a remark, not the picture")
  func damaged() throws {
    let words = "its color profile is damaged, so its colors are shown as sRGB"
    let plain = try Picture(decoding: tiff(.sRGB).bytes)
    for profile in [
      Array(TestProfile.adobeRGB.bytes.dropLast(200)), [1, 2, 3], [UInt8](repeating: 0, count: 200),
    ] {
      var file = tiff(.adobeRGB)
      file.profile = profile
      #expect(try remark(on: file.bytes) == words)
      #expect(try Picture(decoding: file.bytes).pixels == plain.pixels)
      #expect(try remark(on: file.bytes, profile: .ignore) == nil)
    }
    #expect(try remark(on: tiff(.adobeRGB).bytes) == nil)
  }

  @Test("any byte of a profile may be any other: the picture is there")
  func mutated() throws {
    for profile in [TestProfile.displayP3, TestProfile.nine[5], TestProfile.nine[6]] {
      for place in 0..<80 {
        var file = TIFFTestFile(width: 4, height: 1, photometric: 2, sampleCount: 3) { x, _, i in
          x * 60 + i
        }
        file.profile = profile.bytes
        file.profile[place * 29 % file.profile.count] ^= UInt8(1 + place % 255)
        #expect(try Picture(decoding: file.bytes).pixels.count == 4)
      }
    }
  }

  @Test("a profile of inks does not count for light")
  func unsuitable() throws {
    var file = tiff(.adobeRGB)
    file.profile = TestProfile.nine[8].bytes
    #expect(
      try remark(on: file.bytes)
        == "its color profile does not suit its colors, so its colors are shown as sRGB")
  }

  @Test("alpha stays as it is, and colours that were multiplied by it are divided first")
  func alpha() throws {
    var file = TIFFTestFile(width: 64, height: 1, photometric: 2, sampleCount: 4) { x, _, index in
      index == 3 ? x * 4 : [200, 40, 90][index]
    }
    file.extraSamples = [2]
    file.profile = TestProfile.displayP3.bytes
    let picture = try Picture(decoding: file.bytes)
    let color = TestProfile.displayP3.converted([200, 40, 90].map { $0 / 255 }).map {
      Int((min(1, max(0, $0)) * 255).rounded())
    }
    for x in 0..<64 {
      #expect(picture.pixels[x] == Pattern.pixel(color[0], color[1], color[2], x * 4))
    }
  }

  private func remark(
    on bytes: [UInt8], profile: EmbeddedProfile = .convert
  ) throws -> String? {
    try bytes.withUnsafeBytes {
      try ImageDecoder.still(of: $0, keepsDepth: true, profile: profile).remark
    }
  }
}
