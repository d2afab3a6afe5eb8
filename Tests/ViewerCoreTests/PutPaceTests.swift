import Testing

@testable import ViewerCore

/// How long the server takes for a draw request.
@Suite struct PutPaceTests {
  private let start = Instant(sinceBoot: .seconds(1000))

  @Test("nothing is known before the first draw request is done")
  func unknown() {
    var pace = PutPace()
    #expect(!pace.isBrisk)
    pace.didBegin(at: start)
    #expect(!pace.isBrisk)
  }

  @Test(
    "a draw request takes from its sending to its completion",
    arguments: [(4.0, true), (4.001, false)])
  func alone(milliseconds: Double, isBrisk: Bool) {
    var pace = PutPace()
    pace.didBegin(at: start)
    pace.didComplete(at: start + .milliseconds(milliseconds))
    #expect(pace.isBrisk == isBrisk)
  }

  @Test("one behind another begins with that one's end, and one after a pause when it is sent")
  func behind() {
    var pace = PutPace()
    pace.didBegin(at: start)
    pace.didComplete(at: start + .milliseconds(3))
    pace.didComplete(at: start + .milliseconds(6))
    #expect(pace.isBrisk)
    pace.didBegin(at: start + .seconds(1))
    pace.didComplete(at: start + .seconds(1) + .milliseconds(3))
    #expect(pace.isBrisk)
  }
}
