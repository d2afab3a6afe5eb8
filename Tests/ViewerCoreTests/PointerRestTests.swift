import Testing

@testable import ViewerCore

@Suite struct PointerRestTests {
  private let start = Instant(sinceBoot: .seconds(1000))

  @Test("it hides after a second of rest, and no clock runs from then on")
  func hides() {
    var rest = PointerRest()
    rest.want(true, at: start)
    #expect(rest.deadline == start + .seconds(1))
    rest.didPass(at: start + .seconds(1))
    #expect(rest.isHidden)
    #expect(rest.deadline == nil)
  }

  @Test("a motion brings it back, and it rests anew")
  func returns() {
    var rest = PointerRest()
    rest.want(true, at: start)
    rest.didPass(at: start + .seconds(1))
    rest.didMove(at: start + .seconds(5))
    #expect(!rest.isHidden)
    #expect(rest.deadline == start + .seconds(6))
  }

  @Test("motions do not set the clock each time; it looks again when the last one is a second ago")
  func keepsMoving() {
    var rest = PointerRest()
    rest.want(true, at: start)
    for step in 1...9 { rest.didMove(at: start + .milliseconds(100 * step)) }
    #expect(rest.deadline == start + .seconds(1))
    rest.didPass(at: start + .seconds(1))
    #expect(!rest.isHidden)
    #expect(rest.deadline == start + .milliseconds(1900))
    rest.didPass(at: start + .milliseconds(1900))
    #expect(rest.isHidden)
  }

  @Test("where it may not hide, it is seen and no clock runs")
  func unwanted() {
    var rest = PointerRest()
    rest.didMove(at: start)
    #expect(rest.deadline == nil)
    rest.want(true, at: start)
    rest.didPass(at: start + .seconds(1))
    rest.want(false, at: start + .seconds(2))
    #expect(!rest.isHidden)
    #expect(rest.deadline == nil)
  }
}
