import ShmChannel
import Testing

@testable import Pixels

@Suite struct RangeMissTests {
  private static func miss(_ numbers: [Float], of range: SampleRange = .words) -> RangeMiss? {
    RangeMiss(of: range, for: [numbers])
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

  @Test("only the visible part counts, alpha and what is no number do not, and few pixels are read")
  func part() throws {
    let format = try #require(PixelFormat(.rgba, .float32))
    let layout = FrameLayout(width: 400, height: 300, format: format)
    var numbers = [Float](repeating: 0, count: layout.width * layout.height * 4)
    for index in numbers.indices {
      numbers[index] = index % 4 == 3 ? 1 : Float(index % 97) / 97
    }
    for y in 0..<100 {
      for x in 0..<100 {
        let start = (y * layout.width + x) * 4
        numbers.replaceSubrange(
          start..<start + 3, with: [.nan, .infinity, 1e-3 * Float(x % 7)])
      }
    }
    numbers.withUnsafeBytes { bytes in
      let frame = RawSpan(_unsafeBytes: bytes)
      func miss(_ part: PixelRect) -> RangeMiss? {
        RangeMiss(of: .unit, in: part, of: frame, layout: layout)
      }
      #expect(miss(layout.bounds) == nil)
      #expect(miss(PixelRect(x: 0, y: 0, width: 100, height: 100)) == .dark)
    }
    let survey = numbers.withUnsafeBytes { bytes in
      SampleSurvey(
        layout.bounds, of: RawSpan(_unsafeBytes: bytes), layout: layout, mostPixels: 4_096)
    }
    #expect((1_000...4_096).contains(survey.numbers[0].count))
  }
}
