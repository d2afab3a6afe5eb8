import Pixels
import ShmChannel
import Testing
import ViewerCore

@testable import Composing

@Suite struct HistogramPictureTests {
  private static let (amber, gray, dim): (UInt32, UInt32, UInt32) = (
    0xFFFF_B000, 0xFFD5_D8DC, 0xFF5D_5E60
  )
  private static let width = 256

  /// A picture of gray bytes with their histogram, a pixel for each column.
  private static func picture(of bytes: [UInt8], _ range: SampleRange) -> HistogramPicture {
    let layout = FrameLayout(width: bytes.count, height: 1, format: .gray8)
    let histogram = SampleHistogram(
      layout.bounds, of: bytes.span.bytes, layout: layout, showing: range)
    return HistogramPicture(
      histogram, range, ScaleAxis(histogram.domain, width: width),
      PanelMeasures(scale: 1, window: Size(width: 640, height: 400)))
  }

  private static func column(_ x: Int, of picture: HistogramPicture) -> [UInt32] {
    (0..<picture.height).map { picture.pixels[$0 * width + x] }
  }

  @Test("the first and the last column are seen, with the range's lines behind them")
  func ends() {
    // Black four times as often as white.
    let picture = Self.picture(of: [0, 0, 0, 0, 255], .bytes)
    let (first, last) = (Self.column(0, of: picture), Self.column(255, of: picture))
    #expect(first[..<96].allSatisfy { $0 == Self.gray })
    #expect(last[0] == Self.amber && last[95] == Self.gray)
    #expect(first.last == Self.amber && last.last == Self.amber, "feet")
  }

  @Test("what the range leaves out is dimmer, and of the same color")
  func outside() throws {
    let range = try #require(SampleRange(low: 200, high: 100))
    let picture = Self.picture(of: (0...255).map { $0 }, range)
    for (x, colour) in [(0, Self.dim), (99, Self.dim), (100, Self.gray), (200, Self.gray)] {
      #expect(Self.column(x, of: picture)[95] == colour)
    }
    #expect(Self.column(201, of: picture)[95] == Self.dim)
    #expect(Self.column(100, of: picture).last == Self.amber)
    #expect(Self.column(0, of: picture).last != Self.amber)
  }
}
