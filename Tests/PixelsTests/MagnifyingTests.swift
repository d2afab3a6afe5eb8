import Pixels
import Testing

@Suite struct MagnifyingTests {
  @Test("nearest at a whole factor makes each pixel a square", arguments: [2, 3, 8])
  func squares(factor: Int) throws {
    let picture = TestPicture.photograph.make(13, 9)
    let scaled = try picture.scaled(to: 13 * factor, 9 * factor)
    for y in 0..<9 * factor {
      for x in 0..<13 * factor {
        #expect(scaled[x, y] == picture[x / factor, y / factor], "\(x), \(y)")
      }
    }
  }

  @Test("bilinear goes in a straight line from centre to centre, and is flat at the edges")
  func ramp() throws {
    let picture = StridedPicture(3, 1) { x, _ in grey(Double(x) * 100) }
    let scaled = try picture.scaled(to: 12, 4, .bilinear)
    let row = [0, 0, 12.5, 37.5, 62.5, 87.5, 112.5, 137.5, 162.5, 187.5, 200, 200]
    for y in 0..<4 {
      for (x, value) in row.enumerated() {
        #expect(abs(channels(scaled[x, y]).x - value) <= 1, "\(x), \(y)")
      }
    }
  }

  @Test("a picture one row high can be magnified along the other axis alone")
  func oneAxis() throws {
    let picture = StridedPicture(5, 1) { x, _ in grey(Double(x) * 50) }
    let scaled = try picture.scaled(to: 10, 1)
    #expect((0..<10).map { scaled[$0, 0] } == (0..<10).map { picture[$0 / 2, 0] })
  }
}
