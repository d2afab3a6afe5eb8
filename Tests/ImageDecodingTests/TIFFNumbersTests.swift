import ImageDecoding
import ShmChannel
import TestSupport
import Testing

/// TIFF whose samples bytes would not hold.
@Suite struct TIFFNumbersTests {
  /// Samples of a type, in both byte orders: SampleFormat, bits, bytes of numbers.
  struct Kind: CustomTestStringConvertible {
    let testDescription: String
    let format: Int
    let bits: Int
    let bytes: @Sendable ([Double], Bool) -> [UInt8]

    static func whole<Number: FixedWidthInteger & Sendable>(_: Number.Type, _ format: Int) -> Kind {
      Kind(testDescription: "\(Number.self)", format: format, bits: Number.bitWidth) {
        values, big in
        NumberFiles.bytes(values.map { Number($0) }, big: big)
      }
    }
  }

  private static let kinds: [Kind] = [
    .whole(UInt16.self, 1), .whole(UInt32.self, 1), .whole(UInt64.self, 1), .whole(Int8.self, 2),
    .whole(Int16.self, 2), .whole(Int32.self, 2), .whole(Int64.self, 2),
    Kind(testDescription: "Float16", format: 3, bits: 16) { values, big in
      NumberFiles.bytes(values.map { Float16($0).bitPattern }, big: big)
    },
    Kind(testDescription: "Float32", format: 3, bits: 32) { values, big in
      NumberFiles.bytes(values.map { Float($0).bitPattern }, big: big)
    },
    Kind(testDescription: "Float64", format: 3, bits: 64) { values, big in
      NumberFiles.bytes(values.map(\.bitPattern), big: big)
    },
  ]

  @Test("gray and RGB of every type give their numbers, in both byte orders", arguments: kinds)
  func types(_ kind: Kind) throws {
    let values: [Double] = [0, 1, 2, 100, 50, 127]
    let isKept = kind.format == 1 && kind.bits == 16
    let name = "its \(kind.testDescription.lowercased()) numbers became float32"
    let remark = isKept || kind.testDescription == "Float32" ? nil : name
    let range = isKept || kind.format == 3 ? nil : SampleRange(low: 0, high: 127)
    for big in [false, true] {
      for (sampleCount, photometric, layout) in [(1, 1, "gray"), (3, 2, "rgb")] {
        let file = tiffFile(
          width: 6 / sampleCount, height: 1,
          samples: [
            (258, kind.bits), (262, photometric), (277, sampleCount), (339, kind.format),
          ], data: kind.bytes(values, big), big: big)
        let format = layout + (isKept ? layout == "gray" ? "16le" : "48le" : "f32le")
        try expectNumbers(
          file, format, 6 / sampleCount, 1, values, range: range, remark: remark,
          "\(layout), \(big ? "big" : "little")-endian")
      }
    }
  }

  /// OpenCV 5.0's `imwrite` of float32 with `IMWRITE_TIFF_COMPRESSION` 34676, which is what 4.x takes
  /// for floats by default: 6x4 pixels, each row of one colour.
  private static let logarithms = """
    49492a002800000084408400845184c0843e84c484b884d684008400845684c2843f8479847084d10b000001
    030001000000060000000101030001000000040000000201030003000000b200000003010300010000007487
    000006010300010000004d8000001101040004000000c8000000150103000100000003000000160103000100
    0000010000001701040004000000b80000001c01030001000000010000005301030003000000d80000000000
    0000100010001000080000000800000008000000080000000800000010000000180000002000000002000200
    0200
    """

  @Test("SGI's logarithms are floats of red, green and blue, as OpenCV wrote them")
  func logLuv() throws {
    let digits = Array(Self.logarithms.filter { $0 != "\n" })
    let file = try stride(from: 0, to: digits.count, by: 2).map {
      try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
    }
    // Red, green and blue that OpenCV 5.0 reads.
    let expected: [[Float]] = [
      [1.016629, 0.9985824, 0.9838179], [1.9959674, 0.0016516, -0.0008835], [0, 0, 0],
      [1.4900086, 0.5032691, 0.249015],
    ]
    let picture = try #require(try numbers(file))
    #expect(picture.format == "rgbf32le")
    for (row, color) in expected.enumerated() {
      for column in 0..<6 {
        for channel in 0..<3 {
          let number = Float(picture.values[(row * 6 + column) * 3 + channel])
          #expect(abs(number - color[channel]) < 1e-3, "\(row), \(column), \(channel)")
        }
      }
    }
  }

  @Test("planes, alpha of both kinds, and a range that says that the largest number is black")
  func layouts() throws {
    func words(_ numbers: [UInt16]) -> [UInt8] { NumberFiles.bytes(numbers) }
    func file(_ width: Int, _ samples: [(Int, Int)], _ data: [UInt16]) -> [UInt8] {
      tiffFile(
        width: width, height: 1, samples: [(258, 16)] + samples.map { (tag: $0.0, value: $0.1) },
        data: words(data))
    }
    try expectNumbers(
      file(2, [(262, 0), (277, 1)], [0, 65_535]), "gray16le", 2, 1, [0, 65_535],
      range: SampleRange(low: 65_535, high: 0))
    try expectNumbers(
      file(1, [(262, 1), (277, 2), (338, 2)], [300, 1000]), "rgba64le", 1, 1,
      [300, 300, 300, 1000])
    try expectNumbers(
      file(1, [(262, 2), (277, 4), (338, 1)], [100, 0, 32_768, 32_768]), "rgba64le", 1, 1,
      [200, 0, 65_535, 32_768])
    // Nobody says what the fourth is, and it is empty.
    try expectNumbers(
      file(1, [(262, 2), (277, 4)], [1, 2, 3, 0]), "rgba64le", 1, 1, [1, 2, 3, 65_535])
  }

  @Test("samples of 9 to 15 bits are numbers of 16, with a range of their own", arguments: 9...15)
  func packed(depth: Int) throws {
    let highest = 1 << depth - 1
    let upward = SampleRange(low: 0, high: Float(highest))
    let downward = SampleRange(low: Float(highest), high: 0)
    for (photometric, count, format) in [(1, 1, "gray16le"), (0, 1, "gray16le"), (2, 3, "rgb48le")]
    {
      var file = TIFFTestFile(photometric: photometric, sampleCount: count, depth: depth) {
        x, y, index in (x * 977 + y * 3313 + index * 1871) & highest
      }
      let values = (0..<file.width * file.height * count).map { place in
        let pixel = place / count
        return Double(file.sample(pixel % file.width, pixel / file.width, place % count))
      }
      for layout in 0..<8 {
        (file.isPlanar, file.isBig, file.hasTiles) = (
          layout & 1 != 0, layout & 2 != 0, layout & 4 != 0
        )
        try expectNumbers(
          file.bytes, format, file.width, file.height, values,
          range: photometric == 0 ? downward : upward,
          "layout \(layout)")
      }
    }
  }

  @Test("of 12 bits, alpha is that of a frame, colours keep their range, and white is white")
  func packedAlpha() throws {
    func file(_ samples: [(Int, Int)], _ data: [UInt8]) -> [UInt8] {
      tiffFile(
        width: 1, height: 1, samples: [(258, 12)] + samples.map { (tag: $0.0, value: $0.1) },
        data: data)
    }
    let range = SampleRange(low: 0, high: 4095)
    let half = file([(262, 2), (277, 4), (338, 1)], [0x10, 0x00, 0x00, 0x80, 0x08, 0x00])
    try expectNumbers(half, "rgba64le", 1, 1, [512, 0, 4095, 32_776], range: range)
    let gray = file([(262, 1), (277, 2), (338, 2)], [0x10, 0x0F, 0xFF])
    try expectNumbers(gray, "rgba64le", 1, 1, [256, 256, 256, 65_535], range: range)
    let white = file([(262, 1), (277, 1)], [0xFF, 0xF0])
    #expect(try Picture(decoding: white).pixels == [0xFFFF_FFFF])
  }

  @Test("in 8 bits, 16 are rounded once, and floats are shown as a viewer does")
  func display() throws {
    let file = tiffFile(
      width: 3, height: 1, samples: [(258, 32), (262, 1), (277, 1), (339, 3)],
      data: NumberFiles.bytes([Float(0), 0.5, 7].map(\.bitPattern)))
    #expect(try Picture(decoding: file).pixels == [0xFF00_0000, 0xFF80_8080, 0xFFFF_FFFF])
  }

  @Test("complex numbers and odd depths are refused")
  func refused() {
    let data = [UInt8](repeating: 0, count: 8)
    for (bits, format) in [(64, 6), (24, 3), (12, 2)] {
      let file = tiffFile(
        width: 1, height: 1, samples: [(258, bits), (262, 1), (277, 1), (339, format)], data: data)
      #expect(throws: DecodingError.self) { try numbers(file) }
    }
  }
}
