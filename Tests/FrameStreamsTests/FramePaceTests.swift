import FrameStreams
import Testing

@Suite struct FramePaceTests {
  @Test("frames are due at fixed instants, and late ones do not move those that follow")
  func absolute() {
    var pace = FramePace(interval: .milliseconds(40))
    #expect(pace.dueTime(now: .seconds(5)) == .milliseconds(5000))
    #expect(pace.dueTime(now: .milliseconds(5031)) == .milliseconds(5040))
    #expect(pace.dueTime(now: .milliseconds(5099)) == .milliseconds(5080))
    #expect(pace.dueTime(now: .milliseconds(5099)) == .milliseconds(5120))
  }

  @Test("after a pause of more than a second the schedule begins anew")
  func pause() {
    var pace = FramePace(interval: .milliseconds(100))
    _ = pace.dueTime(now: .zero)
    #expect(pace.dueTime(now: .milliseconds(1100)) == .milliseconds(100))
    #expect(pace.dueTime(now: .milliseconds(1201)) == .milliseconds(1201))
    #expect(pace.dueTime(now: .milliseconds(1202)) == .milliseconds(1301))
  }
}
