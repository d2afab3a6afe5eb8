import Testing

@testable import ViewerCore

@Suite struct StaleEdgeTests {
  private let birth = Instant(sinceBoot: .seconds(1000))

  @Test("a frame is marked from its age on, and not a nanosecond earlier")
  func beginning() {
    let edge = StaleEdge(after: .seconds(5))
    #expect(edge.beginning(bornAt: birth) == birth + .seconds(5))
    #expect(edge.color(bornAt: birth, at: birth + .seconds(5) - .nanoseconds(1)) == nil)
    #expect(edge.color(bornAt: birth, at: birth + .seconds(5)) == Overlay.amber)
  }

  @Test("without an age no frame is ever marked")
  func never() {
    let edge = StaleEdge(after: nil)
    #expect(edge.beginning(bornAt: birth) == nil)
    #expect(edge.color(bornAt: birth, at: birth + .seconds(1_000_000)) == nil)
  }
}
