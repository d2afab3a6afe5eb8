import ShmChannel
import ShmShow
import Testing

@testable import ViewerCore

@Suite struct HoldTests {
  private func status(
    _ position: Int, of count: Int = 4, _ state: ShowStatus.State = .paused
  ) -> ShowStatus {
    ShowStatus(state: state, position: position, count: count)
  }

  /// A hold of a show that has taken the pause in.
  private func known(at position: Int) -> Hold {
    var hold = Hold(of: status(position, .playing))
    #expect(hold.judge(status(position, .playing)) == .keep)
    #expect(!hold.isKnown)
    #expect(hold.judge(status(position)) == .keep)
    #expect(hold.isKnown)
    return hold
  }

  @Test(
    "a step to the next picture or the last one lets go, any other does not",
    arguments: [
      (2, 3, Hold.Verdict.resume), (1, 4, .resume), (4, 1, .resume), (2, 2, .keep), (2, 1, .keep),
      (4, 3, .keep), (4, 2, .keep), (0, 1, .keep),
    ])
  func steps(from: Int, to: Int, verdict: Hold.Verdict) {
    var hold = known(at: from)
    #expect(hold.judge(status(to)) == verdict)
  }

  @Test("pictures that come or go move the position, which is no step")
  func pictures() {
    var hold = known(at: 2)
    #expect(hold.judge(status(3, of: 5)) == .keep)
    #expect(hold.judge(status(2, of: 3)) == .keep)
    #expect(hold.judge(status(3, of: 3)) == .resume)
  }

  @Test("a show that moved on before it took the pause in has not been stepped")
  func late() {
    var hold = Hold(of: status(1, .playing))
    #expect(hold.judge(status(2)) == .keep)
    #expect(hold.judge(status(3)) == .resume)
  }

  @Test("a show that plays again, and one that is gone, is forgotten; one that waits is not")
  func forgotten() {
    var hold = known(at: 2)
    #expect(hold.judge(status(0, .waiting)) == .keep)
    #expect(hold.judge(status(2, .playing)) == .forget)
    #expect(hold.judge(nil) == .forget)
  }
}
