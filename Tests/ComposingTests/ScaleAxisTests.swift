import ShmChannel
import Testing

@testable import Composing

/// What stands below each other in a scale.
@Suite struct ScaleAxisTests {
  @Test(
    "columns share the pixels evenly, the first and the last one too", arguments: [256, 300, 512])
  func columns(width: Int) {
    let axis = ScaleAxis(.bytes, width: width)
    let counts = (0..<width).reduce(into: [Int: Int]()) {
      $0[axis.column(atX: $1), default: 0] += 1
    }
    #expect(counts.count == 256)
    #expect(counts.values.allSatisfy { (width / 256...width / 256 + 1).contains($0) })
  }

  @Test("a number stands in the middle of its column, and one beyond at the end")
  func places() throws {
    let axis = ScaleAxis(try #require(SampleRange(low: 284, high: 65_535)), width: 512)
    #expect([284, 65_535, 0, 1e9].map { axis.x(of: $0) } == [1, 511, 1, 511])
    #expect(axis.number(atColumn: 0) == 284 && axis.number(atColumn: 255) == 65_535)
    for column in 0..<256 {
      #expect(axis.column(atX: axis.x(of: axis.number(atColumn: column))) == column)
    }
  }

  @Test("tones go from low to high, whichever is the larger, and stay at the ends beyond")
  func tones() throws {
    let range = try #require(SampleRange(low: 1000, high: 2000))
    let turned = try #require(SampleRange(low: 2000, high: 1000))
    let numbers: [Double] = [0, 1000, 1500, 2000, 4095]
    #expect(numbers.map { ScaleAxis.column(of: $0, in: range) } == [0, 0, 128, 255, 255])
    #expect(numbers.map { ScaleAxis.column(of: $0, in: turned) } == [255, 255, 128, 0, 0])
  }

  @Test("labels stand where they belong, push each other aside, or find no room")
  func labels() {
    let row = LabelRow(gap: 10, width: 256)
    func spans(_ middles: Int..., width: Int = 30) -> [LabelRow.Span] {
      middles.map { LabelRow.Span(width: width, middle: $0) }
    }
    #expect(row.starts(of: spans(0, 128, 255), mayMove: false) == [0, 113, 226])
    #expect(row.starts(of: spans(100, 110, 120), mayMove: false) == nil)
    #expect(row.starts(of: spans(100, 110), mayMove: true) == [85, 125])
    #expect(row.starts(of: spans(250, 255), mayMove: true) == [186, 226])
    #expect(row.starts(of: spans(0, 255, width: 124), mayMove: true) == nil)
  }
}
