import ImageDecoding
import ShmChannel
import TestSupport
import Testing

/// OpenEXR's scanlines without compression; what compresses is the library's.
@Suite struct EXRTests {
  private static let bits: [Float] = [0, -1.5, 0.25, 1000, 3, -2]

  private static func single(_ value: Float) -> [UInt8] { NumberFiles.bytes([value.bitPattern]) }
  private static func half(_ value: Float) -> [UInt8] {
    NumberFiles.bytes([Float16(value).bitPattern])
  }

  @Test("gray of every type, from a window anywhere")
  func gray() throws {
    let values = Self.bits.map(Double.init)
    for (type, write) in [(2, Self.single), (1, Self.half)] {
      let file = EXRTestFile(width: 3, height: 2, left: -7, top: 5, channels: [("Y", type)])
      try expectNumbers(
        file.bytes { _, x, y in write(Self.bits[y * 3 + x]) }, "grayf32le", 3, 2, values)
    }
    let whole = EXRTestFile(width: 2, height: 1, channels: [("Y", 0)])
    try expectNumbers(
      whole.bytes { _, x, _ in NumberFiles.bytes([UInt32(7 + x)]) }, "grayf32le", 2, 1, [7, 8],
      range: SampleRange(low: 7, high: 8), remark: "its uint32 numbers became float32")
  }

  @Test("RGB and RGBA, whose channels stand in the order of the alphabet and may be of any type")
  func colors() throws {
    func number(_ name: String, _ x: Int) -> Float {
      Float(["R": 1, "G": 2, "B": 4][name] ?? 0.5) + Float(x) * 8
    }
    let rgb = EXRTestFile(width: 2, height: 2, channels: [("B", 1), ("G", 2), ("R", 1), ("Z", 2)])
    let bytes = rgb.bytes { name, x, _ in
      name == "G" || name == "Z" ? Self.single(number(name, x)) : Self.half(number(name, x))
    }
    try expectNumbers(bytes, "rgbf32le", 2, 2, [1, 2, 4, 9, 10, 12, 1, 2, 4, 9, 10, 12])
    // Colours are multiplied by alpha in the file; without any they are light.
    let alpha: [Float] = [0.5, 0]
    let rgba = EXRTestFile(width: 2, height: 1, channels: [("A", 2), ("B", 2), ("G", 2), ("R", 2)])
    try expectNumbers(
      rgba.bytes { name, x, _ in Self.single(name == "A" ? alpha[x] : number(name, 0)) },
      "rgbaf32le", 2, 1, [2, 4, 8, 0.5, 1, 2, 4, 0])
    let gray = EXRTestFile(width: 1, height: 1, channels: [("A", 2), ("Y", 2)])
    try expectNumbers(
      gray.bytes { name, _, _ in Self.single(name == "A" ? 0.5 : 3) }, "rgbaf32le", 1, 1,
      [6, 6, 6, 0.5])
  }

  @Test("tiles, deep data and other channels are refused in words")
  func refused() {
    func expect(_ file: EXRTestFile, _ words: String) {
      #expect(throws: DecodingError.unsupported(.exr, words)) {
        try numbers(file.bytes { _, _, _ in [0, 0, 0, 0] })
      }
    }
    expect(EXRTestFile(width: 1, height: 1, channels: [("Y", 2)], flags: 0x200), "tiles")
    expect(EXRTestFile(width: 1, height: 1, channels: [("Y", 2)], flags: 0x800), "deep data")
    expect(
      EXRTestFile(width: 1, height: 1, channels: [("Z", 2), ("left.R", 2)]),
      "channels other than R, G, B, A and Y (Z, left.R)")
    let one = [(name: "Y", type: 2)]
    expect(EXRTestFile(width: 1, height: 1, channels: one, compression: 10), "HTJ2K compression")
    expect(EXRTestFile(width: 1, height: 1, channels: one, compression: 11), "HTJ2K compression")
    expect(EXRTestFile(width: 1, height: 1, channels: one, compression: 77), "compression 77")
  }

  private struct Written: CustomTestStringConvertible, Sendable {
    let name: String
    let format: String
    var size = (24, 20)
    var remark: String?
    var testDescription: String { name }
  }

  private static let half =
    "its numbers were read as float16, as the library does with this compression"

  /// From `Fixtures/make`: Y is 0.5, R 0.25, G 0.5 and B 0.75, more by x / 96; and A is 1.
  private static let written = [
    Written(name: "dwaa.exr", format: "rgbf32le"),
    Written(name: "dwab-alpha.exr", format: "rgbaf32le"),
    Written(name: "dwaa-float.exr", format: "grayf32le", remark: half),
    Written(name: "b44.exr", format: "rgbf32le"),
    Written(name: "b44-float.exr", format: "grayf32le", remark: half),
    Written(name: "b44-one.exr", format: "rgbf32le", size: (1, 1)),
    Written(name: "b44-one-float.exr", format: "grayf32le", size: (1, 1), remark: half),
    Written(name: "chroma.exr", format: "rgbf32le"),
  ]

  @Test("DWA, B44 and chroma are as OpenEXR's own library writes them", arguments: written)
  private func lossy(_ file: Written) throws {
    let picture = try #require(try numbers(try fixture("exr-" + file.name)))
    #expect(picture.format == file.format && picture.remark == file.remark)
    #expect((picture.width, picture.height) == file.size)
    let starts = file.format.hasPrefix("gray") ? [0.5] : [0.25, 0.5, 0.75, 1]
    let count = picture.values.count / (picture.width * picture.height)
    for (index, value) in picture.values.enumerated() {
      let x = Double(index / count % picture.width)
      let isSloping = index % count < 3 && file.name != "chroma.exr"
      let expected = starts[index % count] + (isSloping ? x / 96 : 0)
      if abs(value - expected) > 0.02 { Issue.record("\(index): \(value), not \(expected)") }
    }
  }

  @Test("what the full library decodes may be cut anywhere as well", arguments: ["dwaa", "chroma"])
  func cutColours(_ name: String) throws {
    let whole = try fixture("exr-\(name).exr")
    for count in stride(from: 4, to: whole.count, by: 17) {
      #expect(throws: DecodingError.self, "\(count)") { try numbers(Array(whole[..<count])) }
    }
  }

  @Test("a file that is cut anywhere is refused, and so is one that is too large")
  func cut() {
    let file = EXRTestFile(width: 4, height: 4, channels: [("Y", 2)])
    let whole = file.bytes { _, _, _ in [0, 0, 0, 0] }
    for count in stride(from: 4, to: whole.count, by: 7) {
      #expect(throws: DecodingError.self, "\(count)") { try numbers(Array(whole[..<count])) }
    }
    #expect(throws: DecodingError.truncated(.exr), "by a byte") {
      try numbers(whole.dropLast())
    }
    let large = EXRTestFile(width: 60_000, height: 60_000, channels: [("Y", 2)])
    #expect(
      throws: DecodingError.tooManyPixels(width: 60_000, height: 60_000, limit: 400_000_000)
    ) { try numbers(large.head + [UInt8](repeating: 0, count: 1000)) }
  }
}
