import Glibc
import ShmChannel
import Testing

@testable import Pixels

/// Conversions against the rule of docs/VIEWER.md, sample by sample.
@Suite struct SampleConversionTests {
  /// A picture of every format that has all that matters: ends, middles, and numbers that are none.
  private struct Sample {
    let layout: FrameLayout
    let bytes: [UInt8]

    init(_ format: PixelFormat, width: Int, height: Int) {
      layout = FrameLayout(
        width: width, height: height, format: format,
        rowStride: (width * format.columnByteCount + 11) & ~3)
      var generator = SystemRandomNumberGenerator()
      var bytes = (0..<layout.byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
      if format.sample == .float32 {
        let numbers: [Float] = [0, -0.0, 1, 0.5, 0.1, -3, 700, 1e-30, .nan, .infinity, -.infinity]
        for offset in stride(from: 0, to: bytes.count, by: 4) {
          let number =
            Bool.random(using: &generator)
            ? Float.random(in: -0.5...1.5, using: &generator)
            : numbers.randomElement(using: &generator) ?? 0
          withUnsafeBytes(of: number.bitPattern.littleEndian) {
            bytes.replaceSubrange(offset..<offset + 4, with: $0)
          }
        }
      }
      self.bytes = bytes
    }

    /// The pixels that a mapping makes in those columns of a row, and what a rule makes of the
    /// samples of each.
    func row(
      _ y: Int, _ columns: Range<Int>, by mapping: DisplayMapping, _ rule: ([Double]) -> UInt32
    ) -> (made: [UInt32], expected: [UInt32]) {
      var made = [UInt32](repeating: 0x1234_5678, count: columns.count)
      var output = made.mutableSpan
      mapping.write(row: y, columns: columns, of: bytes.span.bytes, layout: layout, to: &output)
      return (made, columns.map { rule(layout.samples(x: $0, y: y, of: bytes.span.bytes)) })
    }
  }

  private static func byte(_ number: Float, _ range: SampleRange) -> UInt32 {
    let factor = Float(255 / (Double(range.high) - Double(range.low)))
    return UInt32(min(max((number - range.low) * factor, 0), 255).rounded(.toNearestOrEven))
  }

  /// The byte of linear light, by IEC 61966-2-1.
  private static func lightByte(_ number: Float, _ range: SampleRange) -> UInt32 {
    let factor = Float(65_535 / (Double(range.high) - Double(range.low)))
    let step = min(max((number - range.low) * factor, 0), 65_535).rounded(.toNearestOrEven)
    let light = Double(step) / 65_535
    let part = light <= 0.003_130_8 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
    return UInt32((255 * part).rounded(.toNearestOrEven))
  }

  private static func pixel(
    _ samples: [Double], _ format: PixelFormat, _ range: SampleRange, _ table: [UInt32]?,
    _ transfer: Transfer = .srgb
  ) -> UInt32 {
    func byte(_ number: Float, _ range: SampleRange) -> UInt32 {
      transfer == .linear && table == nil
        ? lightByte(number, range) : Self.byte(number, range)
    }
    guard samples.allSatisfy(\.isFinite) else { return DisplayMapping.uncountable }
    var pixel: UInt32 = format.hasAlpha ? 0 : 0xFF00_0000
    for (channel, sample) in zip(format.channels, samples.map { Float($0) }) {
      switch channel {
      case .gray:
        let byte = byte(sample, range)
        pixel = table.map { $0[Int(byte)] } ?? 0xFF00_0000 | byte * 0x01_0101
      case .red: pixel |= byte(sample, range) << 16
      case .green: pixel |= byte(sample, range) << 8
      case .blue: pixel |= byte(sample, range)
      case .alpha: pixel |= Self.byte(sample, format.sample.range) << 24
      case .unused: break
      }
    }
    return pixel
  }

  private static let ranges = [
    nil, "0:255", "10:200", "200:10", "-0.25:0.75", "0:4095", "1000:1001",
  ]

  @Test("every pixel is what the rule says, to the last bit", arguments: PixelFormat.allCases)
  func rule(format: PixelFormat) {
    for text in Self.ranges {
      let range = text.flatMap { SampleRange($0) }
      for table in [nil] + ColorTable.allCases.map(Optional.some) {
        if table != nil && format.layout != .gray { continue }
        let sample = Sample(format, width: 21, height: 3)
        let mapping = DisplayMapping(of: format, range: range, colorTable: table)
        if mapping.isIdentity { continue }
        let words = table?.pixels
        for (y, columns) in [(0, 0..<21), (1, 3..<19), (2, 20..<21)] {
          let row = sample.row(y, columns, by: mapping) {
            Self.pixel($0, format, range ?? format.sample.range, words)
          }
          #expect(
            row.made == row.expected,
            "\(format) \(text ?? "whole") \(String(describing: table)) \(y)")
        }
      }
    }
  }

  @Test(
    "every pixel of linear light is what sRGB's curve says, to the last bit",
    arguments: PixelFormat.allCases)
  func light(format: PixelFormat) {
    for text in Self.ranges {
      let range = text.flatMap { SampleRange($0) }
      let sample = Sample(format, width: 45, height: 3)
      let mapping = DisplayMapping(of: format, range: range, transfer: .linear)
      for (y, columns) in [(0, 0..<45), (1, 3..<42), (2, 44..<45)] {
        let row = sample.row(y, columns, by: mapping) {
          Self.pixel($0, format, range ?? format.sample.range, nil, .linear)
        }
        #expect(row.made == row.expected, "\(format) \(text ?? "whole") \(y)")
      }
    }
  }

  @Test("a table of gray numbers is no light, and colors have no table")
  func lightAndTable() throws {
    func pixels(_ format: PixelFormat, _ table: ColorTable?, _ transfer: Transfer) -> [UInt32] {
      let layout = FrameLayout(width: 4, height: 1, format: format)
      let numbers = (0..<12).map { (Float($0) / 12).bitPattern.littleEndian }
      var row = [UInt32](repeating: 0, count: 4)
      var output = row.mutableSpan
      DisplayMapping(of: format, colorTable: table, transfer: transfer).write(
        row: 0, columns: 0..<4, of: numbers.span.bytes, layout: layout, to: &output)
      return row
    }
    let colors = try #require(PixelFormat(.rgb, .float32))
    #expect(pixels(.grayFloat, .viridis, .linear) == pixels(.grayFloat, .viridis, .srgb))
    #expect(pixels(.grayFloat, nil, .linear) != pixels(.grayFloat, nil, .srgb))
    #expect(pixels(colors, .viridis, .linear) == pixels(colors, nil, .linear))
  }

  @Test("the curve goes from black to white, meets every byte, and never falls")
  func curve() {
    let bytes = TransferCurve.lifted(by: 0).bytes
    #expect(bytes.count == 65_536 && bytes.first == 0 && bytes.last == 255)
    #expect(Set(bytes).count == 256 && zip(bytes, bytes.dropFirst()).allSatisfy { $0 <= $1 })
    // Half of the light, and the end of the straight part: tables of IEC 61966-2-1.
    #expect(bytes[32_768] == 188 && bytes[205] == 10)
    let lifted = RowEncoder.quarters.map { Int(TransferCurve.lifted(by: $0).bytes[20_000]) }
    #expect(lifted == lifted.sorted() && lifted[3] - lifted[0] <= 1)
  }

  @Test(
    "ranges as wide as float32, and as narrow, are even from black to white",
    arguments: [
      "-3e38:3.4e38", "3.4e38:-3e38", "-3.4028235e38:3.4028235e38", "1e-42:1e-40",
      "-1e-40:1e-40", "0:7e-37", "0:1e-30",
    ])
  func extremes(text: String) throws {
    let range = try #require(SampleRange(text))
    let (low, high) = (Double(range.low), Double(range.high))
    for format in [PixelFormat.grayFloat, try #require(PixelFormat(.rgba, .float32))] {
      let channelCount = format.channelCount
      let numbers = (0..<21).flatMap { x in
        (0..<channelCount).map { $0 == 3 ? Float(0.5) : Float(low + (high - low) * Double(x) / 20) }
      }
      let layout = FrameLayout(width: 21, height: 1, format: format)
      let bits = numbers.map { $0.bitPattern.littleEndian }
      var row = [UInt32](repeating: 0, count: 21)
      var output = row.mutableSpan
      DisplayMapping(of: format, range: range).write(
        row: 0, columns: 0..<21, of: bits.span.bytes, layout: layout, to: &output)
      for (x, pixel) in row.enumerated() {
        let exact = (Double(numbers[x * channelCount]) - low) / (high - low) * 255
        #expect(abs(Double(pixel >> 8 & 0xFF) - exact) <= 0.51, "\(format) \(x) of \(text)")
        #expect(pixel >> 24 == (format.hasAlpha ? 128 : 255))
      }
    }
  }

  @Test("what is judged has no magenta: infinities are at ends, and what is no number is at none")
  func judged() throws {
    let (black, white, middle): (UInt32, UInt32, UInt32) = (0xFF00_0000, 0xFFFF_FFFF, 0xFF80_8080)
    for (text, transfer) in [("0:1", Transfer.srgb), ("1:0", .srgb), ("0:1", .linear)] {
      let numbers: [Float] = [.nan, .infinity, -.infinity, -.nan, 2, -2, 0.1, 0.9, .signalingNaN]
      let layout = FrameLayout(width: 9, height: 1, format: .grayFloat)
      let bits = numbers.map { $0.bitPattern.littleEndian }
      var row = [UInt32](repeating: 0, count: 9)
      var output = row.mutableSpan
      let mapping = DisplayMapping(
        judging: .grayFloat, range: SampleRange(text), colorTable: .magma, transfer: transfer)
      try #require(mapping).write(
        row: 0, columns: 0..<9, of: bits.span.bytes, layout: layout, to: &output)
      let (low, high) = text == "1:0" ? (white, black) : (black, white)
      #expect([0, 3, 8].allSatisfy { row[$0] == middle }, "\(text)")
      #expect(row[1] == high && row[4] == high && row[2] == low && row[5] == low, "\(text)")
      #expect(![black, white].contains(row[6]) && ![black, white].contains(row[7]))
    }
    #expect(DisplayMapping(judging: .gray16, colorTable: nil) == nil, "as it is seen")
    #expect(DisplayMapping(judging: .rgb24, colorTable: .magma) == nil)
    #expect(DisplayMapping(judging: .gray8, colorTable: .magma)?.isIdentity == false)
  }

  @Test("what is far beyond a tiny range is black, white or magenta, as ever")
  func beyond() throws {
    let range = try #require(SampleRange("1e-42:1e-40"))
    let numbers: [Float] = [-1, 1, 1e30, -.infinity, .nan, 0, 3e38, -3e38, range.high]
    let layout = FrameLayout(width: 9, height: 1, format: .grayFloat)
    let bits = numbers.map { $0.bitPattern.littleEndian }
    var row = [UInt32](repeating: 0, count: 9)
    var output = row.mutableSpan
    DisplayMapping(of: .grayFloat, range: range).write(
      row: 0, columns: 0..<9, of: bits.span.bytes, layout: layout, to: &output)
    let (black, white): (UInt32, UInt32) = (0xFF00_0000, 0xFFFF_FFFF)
    #expect(
      row == [
        black, white, white, DisplayMapping.uncountable, DisplayMapping.uncountable, black,
        white, black, white,
      ])
  }

  @Test("16 bits of their own range become the nearest byte, all of them")
  func words() {
    let numbers = (0...UInt16.max).map { $0.littleEndian }
    let layout = FrameLayout(width: 32_768, height: 2, format: .gray16)
    let mapping = DisplayMapping(of: .gray16)
    for y in 0..<2 {
      var row = [UInt32](repeating: 0, count: 32_768)
      var output = row.mutableSpan
      mapping.write(
        row: y, columns: 0..<32_768, of: numbers.span.bytes, layout: layout, to: &output)
      for (x, pixel) in row.enumerated() where pixel & 0xFF != UInt32(y * 32_768 + x + 128) / 257 {
        Issue.record("\(y * 32_768 + x) is \(pixel & 0xFF)")
      }
    }
  }

  @Test(
    "tables have the colours that they are known for",
    arguments: [
      (.viridis, 0xFF44_0154, 0xFF21_908D, 0xFFFD_E725),
      (.turbo, 0xFF30_123B, 0xFFA2_FC3C, 0xFF7A_0403),
      (.magma, 0xFF00_0004, 0xFFB6_3679, 0xFFFC_FDBF),
      (.twilight, 0xFFE2_D9E2, 0xFF2F_1436, 0xFFE2_D9E2),
    ] as [(ColorTable, UInt32, UInt32, UInt32)])
  func tables(table: ColorTable, first: UInt32, middle: UInt32, last: UInt32) {
    let pixels = table.pixels
    #expect(pixels.count == 256)
    #expect(Self.isNear(pixels[0], first) && Self.isNear(pixels[255], last))
    #expect(Self.isNear(pixels[128], middle), "\(String(pixels[128], radix: 16))")
  }

  /// Sources differ by one in how they round.
  private static func isNear(_ pixel: UInt32, _ other: UInt32) -> Bool {
    [0, 8, 16, 24].allSatisfy { abs(Int(pixel >> $0 & 0xFF) - Int(other >> $0 & 0xFF)) <= 2 }
  }
}
