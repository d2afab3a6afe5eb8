import Testing

@testable import ViewerCore

@Suite struct FrameRateTests {
  private let start = Instant(sinceBoot: .seconds(1000))

  private func rate(every pause: Duration, count: Int) -> FrameRate {
    var rate = FrameRate()
    for index in 0..<count { rate.didShow(at: start + pause * index) }
    return rate
  }

  @Test("a steady stream has the rate that it has", arguments: [2.0, 24, 60, 240, 1000])
  func steady(frames: Double) throws {
    let pause = Duration.seconds(1 / frames)
    let measured = try #require(rate(every: pause, count: 300).rate(at: start + pause * 300))
    #expect(abs(measured - frames) < 0.01 * frames)
  }

  @Test("what is shown now and then is no stream")
  func rare() {
    #expect(FrameRate().rate(at: start) == nil)
    #expect(rate(every: .seconds(5), count: 20).rate(at: start + .seconds(95)) == nil)
    #expect(rate(every: .zero, count: 20).rate(at: start) == nil, "nothing to divide by")
  }

  @Test("a stream that has ended has no rate once its last frame ceases to count")
  func ended() throws {
    let rate = rate(every: .milliseconds(20), count: 100)
    let end = try #require(rate.end)
    #expect(rate.rate(at: start + .seconds(2)) != nil)
    #expect(rate.rate(at: end + .nanoseconds(1)) == nil)
  }

  @Test(
    "rates in words: tenths below ten",
    arguments: [
      (60.0, "60 frames/s"), (59.7, "60 frames/s"), (9.96, "10 frames/s"), (2.5, "2.5 frames/s"),
      (1.0, "1.0 frames/s"), (-1, "0.0 frames/s"), (1e300, "1000000 frames/s"),
    ])
  func words(rate: Double, text: String) {
    #expect(FrameRate.text(rate) == text)
  }

  @Test("the panel's numbers stand still for half a second, and then say what is true")
  func sampled() throws {
    var live = LiveNumbers()
    live.update(skipped: 1, at: start)
    #expect(live.sample.skipped == 1)
    live.update(skipped: 2, at: start + .milliseconds(499))
    #expect(live.sample.skipped == 1)
    let next = live.nextChange(skipped: 2, after: start + .milliseconds(499))
    #expect(next == start + .milliseconds(500))
    live.update(skipped: 2, at: try #require(next))
    #expect(live.sample.skipped == 2)
    #expect(live.nextChange(skipped: 2, after: start + .seconds(1)) == nil, "nothing to wake for")
  }

  @Test("a rate that is shown goes when its stream has ended")
  func lastChange() throws {
    var live = LiveNumbers()
    for index in 0..<10 { live.rate.didShow(at: start + .milliseconds(100 * index)) }
    live.update(skipped: 0, at: start + .seconds(1))
    #expect(live.sample.rate != nil)
    let next = try #require(live.nextChange(skipped: 0, after: start + .seconds(1)))
    #expect(next == live.rate.end)
  }
}
