import SystemPackage
import Testing

@testable import Slideshow

@Suite("What has become of a show's pictures") struct ShowTallyTests {
  @Test("what comes on screen is counted, and what cannot be shown, with the last reason")
  func counts() {
    var theatre = ShowTheatre(of: "abc")
    theatre.broken = ["/b"]
    theatre.settle()
    #expect(theatre.schedule.status.tally.shown == 1)
    theatre.pass(.seconds(6))
    let tally = theatre.schedule.status.tally
    #expect(tally.shown == 2 && theatre.shownText == "ac")
    #expect(tally.failures == 1)
    #expect(tally.lastFailure == ShowTally.Failure(path: "/b", reason: "is broken"))
  }

  @Test("what is passed over is no failure, and neither is what is tried again")
  func others() {
    var theatre = ShowTheatre(of: "ab")
    theatre.answer(.skipped)
    theatre.answer(.postponed("memory is short"))
    #expect(theatre.schedule.status.tally.failures == 0)
    #expect(theatre.schedule.status.postponement == "memory is short")
    theatre.pass(.seconds(6))
    theatre.settle()
    #expect(theatre.schedule.status.postponement == nil)
  }

  @Test("a directory that is not there is missing until it is back")
  func missing() {
    var theatre = ShowTheatre(of: "a")
    theatre.tell(
      .watched([
        .directoryMissing("/nas", .noSuchFileOrDirectory), .directoryMissing("/cd", .notDirectory),
      ]))
    #expect(theatre.schedule.status.missing == ["/cd", "/nas"])
    theatre.tell(.watched([.directoryBack("/nas")]))
    #expect(theatre.schedule.status.missing == ["/cd"])
  }
}
