import ShmChannel
import Testing

@testable import Pixels

@Suite struct RangeMissTests {
  /// Beside a range that leaves a hundredth out at each end.
  private static func miss(_ numbers: [Float], of range: SampleRange = .words) -> RangeMiss? {
    let (sorted, few) = (numbers.sorted(), numbers.count / 100)
    let robust =
      numbers.isEmpty ? nil : SampleRange(low: sorted[few], high: sorted[sorted.count - 1 - few])
    return RangeMiss(of: range, for: [numbers], unlike: robust ?? range)
  }

  @Test("99 of 100 numbers in the lowest sixteenth or below it are dark, and one less is not")
  func dark() {
    let all = (0..<100).map { Float($0 * 40) }  // 12 bits
    #expect(Self.miss(all) == .dark)
    #expect(Self.miss(all.dropLast() + [65_535]) == .dark)
    #expect(Self.miss(all.dropLast(2) + [65_535, 4_096]) == nil)
    #expect(Self.miss(all.map { $0 - 5_000 }) == .dark, "below the range")
  }

  @Test("numbers at the range's end and above it are bright")
  func bright() {
    #expect(Self.miss([300, 500, 1.0, 900], of: .unit) == .bright)
    #expect(Self.miss([0.9, 0.95, 1, 1], of: .unit) == nil, "a picture of snow")
  }

  @Test("numbers beyond both ends are neither, and a mask of both ends is a picture")
  func beyond() {
    #expect(Self.miss([-700, 500, -1, 900], of: .unit) == .beyond)
    #expect(Self.miss([0, 1, 0, 1, 1], of: .unit) == nil)
  }

  @Test("a mask of few white pixels, or a page of few black ones, is seen as well as it can be")
  func masks() {
    let black = [Float](repeating: 0, count: 999)
    #expect(Self.miss(black + [65_535]) == nil)
    #expect(Self.miss([Float](repeating: 65_535, count: 999) + [0]) == nil)
    #expect(RangeMiss(of: .words, for: [black + [4_095]], unlike: .words) == nil)
    let counts = SampleRange(low: 0, high: 4_095)
    #expect(counts.flatMap { RangeMiss(of: .words, for: [black + [4_095]], unlike: $0) } == .dark)
  }

  @Test("a range from high to low is judged by what is seen of it")
  func turned() throws {
    let turned = try #require(SampleRange(low: 65_535, high: 0))
    #expect(Self.miss((0..<100).map { Float($0 * 40) }, of: turned) == nil)
    #expect(Self.miss([65_000, 65_500], of: turned) == .dark)
  }

  @Test("a picture of one number, or of none, has nothing that a range could show")
  func alike() {
    #expect(Self.miss([3, 3, 3, 3]) == nil && Self.miss([]) == nil)
  }

  @Test("alpha and what is no number do not count, and few pixels are read")
  func numbers() throws {
    let format = try #require(PixelFormat(.rgba, .float32))
    let layout = FrameLayout(width: 400, height: 300, format: format)
    func miss(_ color: (Int) -> [Float]) -> (RangeMiss?, Int) {
      let places = 0..<layout.width * layout.height
      let numbers = places.flatMap { (place) -> [Float] in color(place) + [1] }
      return numbers.withUnsafeBytes { bytes in
        let frame = RawSpan(_unsafeBytes: bytes)
        let survey = SampleSurvey(layout.bounds, of: frame, layout: layout, mostPixels: 4_096)
        return (RangeMiss(of: .unit, in: frame, layout: layout), survey.numbers[0].count)
      }
    }
    let (seen, count) = miss { place in [Float](repeating: Float(place % 97) / 97, count: 3) }
    #expect(seen == nil && (1_000...4_096).contains(count))
    #expect(miss { [.nan, .infinity, 1e-3 * Float($0 % 31)] }.0 == .dark)
  }
}
