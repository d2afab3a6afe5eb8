import ImageEncoding
import Pixels
import ShmChannel
import Testing

@testable import ShareCLI

@Suite struct RangeAdviceTests {
  private static func words<Sample>(
    _ samples: [Sample], _ format: PixelFormat, range: SampleRange? = nil,
    transfer: Transfer = .srgb
  ) -> String? {
    samples.withUnsafeBytes { bytes in
      RangeAdvice.words(
        for: RawSpan(_unsafeBytes: bytes),
        FrameLayout(width: samples.count, height: 1, format: format),
        DisplayTones(range: range, transfer: transfer))
    }
  }

  @Test("of counts of 8 to 12 bits in 16 it says how far they go, and what shows them")
  func counts() {
    let most: [(UInt16, Int)] = [(4_095, 4_095), (4_000, 4_095), (1_023, 1_023), (100, 255)]
    for (most, end) in most {
      #expect(
        Self.words((0...most).map(\.self), .gray16)
          == "samples up to \(most) of 65535; --range 0:\(end) shows them")
    }
    #expect(Self.words((0...UInt16(8_000)).map(\.self), .gray16) == nil)
  }

  @Test("a few numbers far above do not hide that the rest is black, and are not what it says")
  func outliers() {
    let samples = [UInt16](0...999) + [65_535]
    #expect(
      Self.words(samples, .gray16)
        == "nearly all of it is shown as black; --range robust shows more")
  }

  @Test("floats far above are white, and far beyond both ends black or white")
  func floats() {
    #expect(
      Self.words([Float](arrayLiteral: 300, 500, 812.5), .grayFloat)
        == "nearly all of it is shown as white; --range robust shows more")
    #expect(
      Self.words([Float](arrayLiteral: -300, 500, -12, 60), .grayFloat)
        == "nearly all of it is shown as black or white; --range robust shows more")
  }

  @Test("linear light of a hundredth of white is seen, and a thousandth is black")
  func light() {
    let (dim, dark): ([Float], [Float]) = ([0.01, 0.02, 0.03], [0.001, 0.002, 0.003])
    #expect(Self.words(dim, .grayFloat, transfer: .linear) == nil)
    #expect(
      Self.words(dark, .grayFloat, transfer: .linear)
        == "nearly all of it is shown as black; --range robust shows more")
  }

  @Test("a range of the file's own that shows the picture, and bytes, need no words")
  func none() throws {
    let range = try #require(SampleRange(low: 0, high: 4_095))
    #expect(Self.words([UInt16](0...4_095), .gray16, range: range) == nil)
    #expect(Self.words([UInt8](arrayLiteral: 0, 1, 2, 3), .gray8) == nil)
    #expect(Self.words([UInt16](repeating: 7, count: 9), .gray16) == nil, "one number")
  }
}
