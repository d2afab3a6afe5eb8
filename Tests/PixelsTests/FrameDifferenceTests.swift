import ShmChannel
import Testing

@testable import Pixels

/// Differences, number by number.
@Suite struct FrameDifferenceTests {
  /// A picture of 4 x 2 pixels that has that number as its sample `index`, counted in memory.
  private func picture(
    _ format: PixelFormat, padding: Int = 0, _ sample: (Int) -> Double
  ) -> (bytes: [UInt8], layout: FrameLayout) {
    let plain = FrameLayout(width: 4, height: 2, format: format)
    let layout = FrameLayout(
      width: 4, height: 2, format: format,
      rowStride: plain.rowStride + padding * format.rowUnit)
    var bytes = [UInt8](repeating: 0xAB, count: layout.byteCount)
    let size = format.sample.byteCount
    let perRow = layout.rowByteCount / size
    for index in 0..<perRow * 2 * format.planeCount {
      let offset = index / perRow * layout.rowStride + index % perRow * size
      let number = sample(index)
      bytes.withUnsafeMutableBytes { bytes in
        switch format.sample {
        case .uint8: bytes[offset] = UInt8(number)
        case .uint16:
          bytes.storeBytes(of: UInt16(number), toByteOffset: offset, as: UInt16.self)
        case .float32: bytes.storeBytes(of: Float(number), toByteOffset: offset, as: Float.self)
        }
      }
    }
    return (bytes, layout)
  }

  private func shown(
    _ one: (bytes: [UInt8], layout: FrameLayout), _ other: (bytes: [UInt8], layout: FrameLayout),
    _ kind: FrameDifference.Kind = .absolute, gain: Int = 1, range: SampleRange? = nil
  ) -> [UInt32]? {
    let copy = FrameCopy(other.bytes.span.bytes, layout: other.layout)
    guard let difference = FrameDifference(of: one.layout, from: copy) else { return nil }
    let mapping = difference.mapping(
      kind, gain: gain, range: range ?? one.layout.format.sample.range)
    var pixels: [UInt32] = []
    for y in 0..<one.layout.height {
      var row = [UInt32](repeating: 0, count: one.layout.width)
      var output = row.mutableSpan
      mapping.write(
        row: y, columns: 0..<one.layout.width, of: one.bytes.span.bytes, layout: one.layout,
        to: &output)
      pixels += row
    }
    return pixels
  }

  private func figures(
    _ one: (bytes: [UInt8], layout: FrameLayout), _ other: (bytes: [UInt8], layout: FrameLayout)
  ) -> DifferenceFigures? {
    let copy = FrameCopy(other.bytes.span.bytes, layout: other.layout)
    return FrameDifference(of: one.layout, from: copy)?
      .figures(of: one.bytes.span.bytes, layout: one.layout)
  }

  @Test(
    "the same picture has no difference, whatever the format",
    arguments: PixelFormat.allCases, [0, 1])
  func same(format: PixelFormat, padding: Int) {
    let one = picture(format, padding: padding) { Double($0 % 7) / 8 }
    #expect(shown(one, one) == Array(repeating: 0xFF00_0000, count: 8))
    #expect(
      figures(one, one)
        == DifferenceFigures(largest: 0, mean: 0, differingCount: 0, pixelCount: 8))
  }

  @Test("each colour's difference stands in its own place, in every layout of three colours")
  func places() {
    for format in PixelFormat.allCases
    where format.layout != .gray && format.sample == .uint8 {
      let channels = format.channels
      func channel(_ index: Int) -> PixelFormat.Channel {
        format.isPlanar ? channels[index / 8] : channels[index % channels.count]
      }
      let ours: [PixelFormat.Channel: Double] = [.red: 200, .green: 20, .blue: 99, .alpha: 255]
      let theirs: [PixelFormat.Channel: Double] = [.red: 100, .green: 50, .blue: 98, .alpha: 255]
      let one = picture(format) { ours[channel($0)] ?? 255 }
      let other = picture(format, padding: 1) { theirs[channel($0)] ?? 0 }
      #expect(shown(one, other) == Array(repeating: 0xFF64_1E01, count: 8), "\(format)")
      #expect(
        shown(one, other, gain: 4) == Array(repeating: 0xFFFF_7804, count: 8), "\(format)")
      #expect(
        figures(one, other)
          == DifferenceFigures(
            largest: 100, mean: (100.0 + 30 + 1) / 3, differingCount: 8, pixelCount: 8),
        "\(format)")
    }
  }

  @Test("alpha counts where both have it, in all three colours")
  func alpha() {
    let one = picture(.bgra) { $0 % 4 == 3 ? 250 : 9 }
    let other = picture(.rgba) { $0 % 4 == 3 ? 200 : 9 }
    #expect(shown(one, other) == Array(repeating: 0xFF32_3232, count: 8))
    #expect(figures(one, other)?.largest == 50 && figures(one, other)?.differingCount == 8)
    let opaque = picture(.bgrx) { $0 % 4 == 3 ? 255 : 9 }
    #expect(shown(one, opaque) == Array(repeating: 0xFF00_0000, count: 8))
  }

  @Test("what is brighter is orange, and what is darker blue")
  func signed() {
    let one = picture(.gray8) { Double([10, 60, 60, 255][$0 % 4]) }
    let other = picture(.gray8) { Double([60, 10, 60, 0][$0 % 4]) }
    // 50 * 115 / 255 and 50 * 140 / 255, rounded down.
    let row: [UInt32] = [0xFF00_1632, 0xFF32_1B00, 0xFF00_0000, 0xFFFF_8C00]
    #expect(shown(one, other, .signed) == row + row)
  }

  @Test("16 bits differ by as much as the range says is black and white")
  func range() throws {
    let one = picture(.gray16) { Double(1000 + $0) }
    let other = picture(.gray16) { _ in 1000 }
    let range = try #require(SampleRange(low: 0, high: 255))
    #expect(shown(one, other, range: range) == (0..<8).map { 0xFF00_0000 | $0 * 0x01_0101 })
    let turned = try #require(SampleRange(low: 255, high: 0))
    #expect(shown(one, other, range: turned) == shown(one, other, range: range))
    #expect(
      figures(one, other)
        == DifferenceFigures(largest: 7, mean: 3.5, differingCount: 7, pixelCount: 8))
  }

  @Test("what is not a number is magenta, unless it is the same in both")
  func uncountable() {
    let format = PixelFormat.grayFloat
    let ours: [Double] = [.nan, .nan, .infinity, .infinity, 1, 1, 0.5, 0]
    let theirs: [Double] = [.nan, 1, .infinity, -.infinity, .nan, 1, 0.25, 0]
    let pixels = shown(picture(format) { ours[$0] }, picture(format) { theirs[$0] })
    let (none, magenta): (UInt32, UInt32) = (0xFF00_0000, DisplayMapping.uncountable)
    #expect(pixels == [none, magenta, none, magenta, magenta, none, 0xFF40_4040, none])
    #expect(
      figures(picture(format) { ours[$0] }, picture(format) { theirs[$0] })
        == DifferenceFigures(largest: 0.25, mean: 0.25 / 3, differingCount: 4, pixelCount: 8))
  }

  @Test("gray is compared with colours; other sizes and other types of numbers are not")
  func obstacles() {
    let gray = picture(.gray8) { _ in 10 }
    let colour = picture(.bgrx) { _ in 15 }
    #expect(shown(gray, colour) == Array(repeating: 0xFF05_0505, count: 8))
    #expect(shown(gray, picture(.gray16) { _ in 10 }) == nil)
    #expect(FrameDifference.obstacle(gray.layout, picture(.gray16) { _ in 0 }.layout) == .samples)
    let wide = FrameLayout(width: 5, height: 2, format: .gray8)
    #expect(FrameDifference.obstacle(gray.layout, wide) == .size)
    #expect(FrameDifference.obstacle(gray.layout, colour.layout) == nil)
  }
}
