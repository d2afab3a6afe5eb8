import Testing

@testable import ViewerCore

/// When the screen's vertical blanks are.
@Suite struct VblankClockTests {
  private let start = Instant(sinceBoot: .seconds(1000))

  private func clock(_ blanks: [(Duration, UInt64)]) -> VblankClock {
    var clock = VblankClock()
    for (time, count) in blanks { clock.take(start + time, count: count) }
    return clock
  }

  @Test("two blanks say when the next ones are, however many lie between")
  func next() {
    let clock = clock([(.zero, 100), (.milliseconds(60), 106)])
    #expect(clock.period == .milliseconds(10))
    #expect(clock.next(after: start + .milliseconds(61)) == start + .milliseconds(70))
    #expect(clock.next(after: start + .milliseconds(70)) == start + .milliseconds(80))
    #expect(clock.next(after: start + .milliseconds(125)) == start + .milliseconds(130))
    #expect(clock.next(after: start) == start + .milliseconds(70))
  }

  @Test("nothing is known of one blank, of a second's pace, nor long after the last")
  func unknown() {
    #expect(VblankClock().next(after: start) == nil)
    #expect(clock([(.zero, 5)]).next(after: start) == nil)
    #expect(clock([(.zero, 5), (.seconds(1), 6)]).period == nil)
    #expect(clock([(.zero, 5), (.milliseconds(10), 5)]).period == nil)
    let clock = clock([(.zero, 5), (.milliseconds(10), 6)])
    #expect(clock.next(after: start + .seconds(1)) == nil)
  }

  @Test("another refresh rate is learnt from the next two blanks")
  func change() {
    let clock = clock([(.zero, 5), (.milliseconds(10), 6), (.milliseconds(30), 7)])
    #expect(clock.period == .milliseconds(20))
  }

  @Test(
    "a made-up clock is told from a monitor's by its numbers",
    arguments: [
      (1_000_000_000, 60_002, .madeUp), (16_666 * 7, 7, .madeUp), (5_400_000, 5, .noMonitor),
      (1_000_000_000, 3_121_544, .monitor), (5_400_000, 6, .monitor), (0, 1, .monitor),
    ] as [(UInt64, UInt64, VblankClock.Origin)])
  func origin(microseconds: UInt64, count: UInt64, origin: VblankClock.Origin) {
    #expect(VblankClock.origin(ofBlankAt: microseconds, count: count) == origin)
  }

  @Test("steps of a fade come at vertical blanks, each with something new, the last at its end")
  func fade() {
    let clock = clock([(.milliseconds(-25), 1), (.milliseconds(-5), 3)])
    let fade = Fade(start: start, duration: .milliseconds(400))
    var (steps, instant): ([Instant], Instant) = ([], fade.start)
    while instant < fade.end {
      instant = fade.step(after: instant, by: clock)
      steps.append(instant)
    }
    #expect(steps.last == fade.end && steps.count <= 41)
    for step in steps.dropLast() {
      let place = start.duration(to: step).components.attoseconds / 1_000_000_000_000_000
      #expect(place % 10 == 5, "at a blank: \(place) ms")
    }
    for (earlier, later) in zip(steps.dropLast(), steps.dropLast().dropFirst()) {
      #expect(fade.share(at: earlier) < fade.share(at: later))
    }
    #expect(
      fade.step(after: start, by: VblankClock()) == fade.step(after: start),
      "without a clock as ever")
  }
}
