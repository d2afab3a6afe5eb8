import Pixels
import Testing

@testable import ViewerCore

@Suite struct StyleTests {
  @Test("magnified pictures are smooth below 400 %, and squares from there on")
  func automatic() {
    for scale in [0.5, 1, 1.5, 3, 3.99] { #expect(Style().magnification(at: scale) == .bilinear) }
    for scale in [4, 6, 64.0] { #expect(Style().magnification(at: scale) == .nearest) }
  }

  @Test("a changes what is seen now, and that stays at other scales", arguments: [2.0, 8.0])
  func toggled(scale: Double) {
    let seen = Style().magnification(at: scale)
    let other = Style().withOtherMagnification(at: scale)
    #expect(other.magnification(at: scale) != seen)
    #expect(other.magnification(at: 2) == other.magnification(at: 8))
    #expect(other.withOtherMagnification(at: scale).magnification(at: scale) == seen)
  }

  @Test("A goes through all backdrops, whose bars are the same")
  func backdrops() {
    var style = Style()
    var seen: [Style.Behind] = []
    for _ in Style.Behind.allCases {
      seen.append(style.behind)
      #expect(style.backdrop.bars == Style().backdrop.bars)
      style.behind = style.behind.next
    }
    #expect(Set(seen) == Set(Style.Behind.allCases))
    #expect(style == Style())
  }
}
