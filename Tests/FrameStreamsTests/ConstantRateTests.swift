import FrameStreams
import Testing

@Suite struct ConstantRateTests {
  @Test("the first frame begins the time, and each instant after it is owed one")
  func instants() {
    var rate = ConstantRate(interval: .milliseconds(40))
    #expect(rate.dueTime == nil)
    rate.didWrite(now: .seconds(7))
    #expect(rate.dueTime == .milliseconds(7040))
    rate.didWrite(now: .milliseconds(7043))
    #expect(rate.dueTime == .milliseconds(7080))
  }

  @Test("after a pause all that were missed are due, so that the stream keeps the clock's time")
  func pause() {
    var rate = ConstantRate(interval: .milliseconds(100))
    rate.didWrite(now: .zero)
    for _ in 0..<20 { rate.didWrite(now: .seconds(2)) }
    #expect(rate.dueTime == .milliseconds(2100))
  }
}
