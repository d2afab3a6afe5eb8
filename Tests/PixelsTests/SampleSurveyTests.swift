import ShmChannel
import Testing

@testable import Pixels

@Suite struct SampleSurveyTests {
  private static func survey(
    _ numbers: [Float], width: Int, part: PixelRect? = nil
  ) -> SampleSurvey {
    let layout = FrameLayout(
      width: width, height: numbers.count / width, format: PixelFormat.grayFloat)
    let bits = numbers.map(\.bitPattern.littleEndian)
    return SampleSurvey(part ?? layout.bounds, of: bits.span.bytes, layout: layout)
  }

  @Test("a whole range goes from the least finite number to the largest")
  func whole() {
    let survey = Self.survey([.nan, -2.5, 7, .infinity, 0, -.infinity], width: 3)
    #expect(survey.wholeRange == SampleRange(low: -2.5, high: 7))
    #expect(Self.survey([.nan], width: 1).wholeRange == .unit)
  }

  @Test(
    "a picture of one number is shown for what it is, or as the middle gray",
    arguments: [
      (7, 128), (-3, 128), (4_029, 128), (1e30, 128), (0, 0), (1, 255), (0.5, 128), (0.25, 64),
      (.greatestFiniteMagnitude, 255), (-.greatestFiniteMagnitude, 0),
    ] as [(Float, UInt32)])
  func constant(number: Float, byte: UInt32) {
    let survey = Self.survey([number, number], width: 2)
    #expect(survey.robustRange == survey.wholeRange)
    let scale = SampleScale([.gray], range: survey.wholeRange, of: .float32)
    #expect(scale.bytes(SIMD8(repeating: number))[0] == byte)
  }

  @Test(
    "whole numbers alone in their picture keep black and white",
    arguments: [(0, 0), (65_535, 255), (4_029, 128), (1, 128)] as [(UInt16, UInt32)])
  func constantCounts(number: UInt16, byte: UInt32) {
    let layout = FrameLayout(width: 2, height: 1, format: .gray16)
    let numbers = [number.littleEndian, number.littleEndian]
    let survey = SampleSurvey(layout.bounds, of: numbers.span.bytes, layout: layout)
    let scale = SampleScale([.gray], range: survey.wholeRange, of: .uint16)
    #expect(scale.bytes(SIMD8(repeating: Float(number)))[0] == byte)
    let bytes = [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number)]
    let eight = FrameLayout(width: 2, height: 1, format: .gray8)
    #expect(
      SampleSurvey(eight.bounds, of: bytes.span.bytes, layout: eight).wholeRange == .bytes)
  }

  @Test("a robust range leaves a hundredth out at each end")
  func robust() {
    var numbers = (0..<1001).map { Float($0) - 500 }
    #expect(Self.survey(numbers, width: 1001).robustRange == SampleRange(low: -490, high: 490))
    numbers[0] = -1e30
    numbers[1000] = 1e30
    #expect(
      Self.survey(numbers.reversed(), width: 7).robustRange == SampleRange(low: -490, high: 490))
  }

  @Test("only the part counts, and of a large one a million pixels at most")
  func parts() {
    let numbers = (0..<20).map { Float($0) }
    let part = PixelRect(x: 1, y: 1, width: 2, height: 2)
    #expect(Self.survey(numbers, width: 5, part: part).numbers == [[6, 7, 11, 12]])
    let layout = FrameLayout(width: 2000, height: 1500, format: .rgb24)
    let bytes = [UInt8](repeating: 9, count: layout.byteCount)
    let survey = SampleSurvey(layout.bounds, of: bytes.span.bytes, layout: layout)
    #expect(survey.channels == [.red, .green, .blue])
    #expect(survey.numbers.map(\.count) == Array(repeating: 667 * 500, count: 3))
  }

  @Test("numbers are found by their rank", arguments: [0, 0.25, 0.5, 1])
  func ranks(share: Double) {
    let numbers: [Float] = [3, -1, 1e-20, -1e20, 0]
    #expect(
      OrderedNumbers(numbers).number(at: share) == numbers.sorted()[Int((share * 4).rounded())])
    #expect(OrderedNumbers([]).number(at: share) == nil)
  }

  @Test("luminance is that of each pixel, by its channels' weights")
  func luminance() {
    let pixels: [UInt8] = [0, 0, 255, 255, 0, 255, 0, 255, 255, 0, 0, 255]  // red, green, blue
    let layout = FrameLayout(width: 3, height: 1, format: .bgrx)
    let survey = SampleSurvey(layout.bounds, of: pixels.span.bytes, layout: layout)
    let histogram = SampleHistogram(survey, of: .uint8)
    let columns = (0..<256).filter { histogram.luminance?[$0] ?? 0 > 0 }
    #expect(columns == [18, 54, 182])
    let gray = FrameLayout(width: 3, height: 1, format: .gray8)
    let other = SampleSurvey(gray.bounds, of: pixels.span.bytes, layout: gray)
    #expect(SampleHistogram(other, of: .uint8).luminance == nil)
  }

  @Test("a histogram reaches as far as the range that is to be seen in it")
  func wide() throws {
    let range = try #require(SampleRange(low: 400, high: -100))
    let histogram = SampleHistogram(Self.survey([0, 100], width: 2), of: .float32, showing: range)
    #expect(histogram.domain == SampleRange(low: -100, high: 400))
    #expect((0..<256).filter { histogram.heights[0][$0] > 0 } == [51, 102])
    let bytes: [UInt8] = [0, 255]
    let layout = FrameLayout(width: 2, height: 1, format: .gray8)
    let near = try #require(SampleRange(low: 10, high: 20))
    let far = try #require(SampleRange(low: 0, high: 1020))
    for (range, domain, columns) in [
      (near, SampleRange.bytes, [0, 255]), (far, far, [0, 64]),
    ] {
      let histogram = SampleHistogram(
        layout.bounds, of: bytes.span.bytes, layout: layout, showing: range)
      #expect(histogram.domain == domain)
      #expect((0..<256).filter { histogram.heights[0][$0] > 0 } == columns)
    }
  }

  @Test("a histogram's highest column is full, and one number more than none is seen")
  func histogram() {
    let survey = Self.survey([0, 0, 0, 0, 0, 0, 0, 100], width: 8)
    let histogram = SampleHistogram(survey, of: .float32)
    #expect(histogram.domain == SampleRange(low: 0, high: 100))
    #expect(histogram.heights[0][0] == 255)
    #expect(histogram.heights[0][255] == UInt8(1 / 3.75 * 255))
    #expect(histogram.heights[0][1..<255].allSatisfy { $0 == 0 })
    #expect([-5, 0, 50, 100, 1e30].map { histogram.column(of: $0) } == [0, 0, 128, 255, 255])
  }

  @Test(
    "bytes that are counted where they stand come to what their numbers do",
    arguments: PixelFormat.allCases.filter { $0.sample == .uint8 })
  func bytes(format: PixelFormat) {
    var random = SystemRandomNumberGenerator()
    // Of the second every third pixel counts, in two halves.
    for (width, height, left) in [(37, 21, 3), (1300, 901, 11)] {
      let layout = FrameLayout(width: width, height: height, format: format)
      let pattern = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &random) }
      let bytes = (0..<layout.byteCount).map { pattern[$0 * 7 & 4095] }
      let part = PixelRect(x: left, y: 2, width: width - left - 1, height: height - 3)
      let survey = SampleSurvey(part, of: bytes.span.bytes, layout: layout)
      let histogram = SampleHistogram(part, of: bytes.span.bytes, layout: layout)
      #expect(histogram == SampleHistogram(survey, of: .uint8), "\(width)x\(height)")
    }
  }

  @Test("a range is chosen by its ends or by a word", arguments: ["auto", "robust", "1:2", "2:1"])
  func choices(text: String) { #expect(RangeChoice(text) != nil) }

  @Test("what is no range is refused", arguments: ["", "1", "1:1", "nan:1", "0:inf", "Auto"])
  func mistakes(text: String) { #expect(RangeChoice(text) == nil) }
}
