import Testing
import ViewerCore

@testable import Composing

@Suite struct IconTests {
  @Test(
    "an icon has its size, a picture in the middle, and nothing in its corners",
    arguments: Icon.sides)
  func shape(side: Int) {
    let pixels = Icon.pixels(side: side)
    #expect(pixels.count == side * side)
    for corner in [0, side - 1, side * (side - 1), side * side - 1] {
      #expect(pixels[corner] == 0)
    }
    #expect(pixels[side / 2 * side + side / 2] >> 24 == 255)
    #expect(pixels.contains { (1..<255).contains($0 >> 24) }, "edges are smooth")
  }
}
