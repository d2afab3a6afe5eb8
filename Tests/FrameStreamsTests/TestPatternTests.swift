import FrameStreams
import Testing

@Suite struct TestPatternTests {
  private func frame(_ pattern: TestPattern, _ number: UInt64, _ time: UInt64) -> [UInt32] {
    var pixels = [UInt32](repeating: 0, count: pattern.width * pattern.height)
    pixels.withUnsafeMutableBytes { pattern.draw(number: number, time: time, into: $0) }
    return pixels
  }

  private func bits(_ pattern: TestPattern, _ pixels: [UInt32]) -> [Bool] {
    let columns = pattern.width / pattern.cellSide
    return (0..<TestPattern.bitCount).map { index in
      let x = index % columns * pattern.cellSide + pattern.cellSide / 2
      let y = index / columns * pattern.cellSide + pattern.cellSide / 2
      return pixels[y * pattern.width + x] == 0xFFFF_FFFF
    }
  }

  @Test(
    "number and time can be read from the cells of a frame, large or small",
    arguments: [(1920, 1080, 8), (64, 64, 4), (33, 21, 2), (16, 10, 1), (160, 1, 1)])
  func label(_ width: Int, _ height: Int, _ side: Int) throws {
    let pattern = try #require(TestPattern(width: width, height: height))
    #expect(pattern.cellSide == side)
    for (number, time) in [(0, 0), (1, 1_790_000_000_123_456_789), (.max, .max)]
      as [(UInt64, UInt64)]
    {
      let label = TestPatternLabel(bits: bits(pattern, frame(pattern, number, time)))
      #expect(label == TestPatternLabel(number: number, time: time))
    }
  }

  @Test("a bit that is wrong is noticed")
  func checksum() throws {
    let pattern = try #require(TestPattern(width: 640, height: 480))
    let good = bits(pattern, frame(pattern, 7, 9))
    for index in good.indices {
      var bad = good
      bad[index].toggle()
      #expect(TestPatternLabel(bits: bad) == nil)
    }
  }

  @Test("the gradient behind the cells moves by four pixels a frame")
  func gradient() throws {
    let pattern = try #require(TestPattern(width: 300, height: 200))
    for number in [0, 1, 63, 64, 1000] as [UInt64] {
      let pixels = frame(pattern, number, 5)
      for (x, y) in [(0, 199), (299, 199), (150, 120)] {
        let gray = UInt32((x + y + 4 * Int(number)) % 256)
        #expect(pixels[y * 300 + x] == 0xFF00_0000 | gray * 0x01_0101)
      }
    }
  }

  @Test("there is none where the cells do not fit")
  func tooSmall() {
    #expect(TestPattern(width: 159, height: 1) == nil)
    #expect(TestPattern(width: 15, height: 10) == nil)
    #expect(TestPattern(width: 0, height: 100) == nil)
  }
}
