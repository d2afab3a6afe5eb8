import Testing

@testable import ViewerCore

@Suite struct FadeTests {
  private let start = Instant(sinceBoot: .seconds(1000))

  private func fade(_ milliseconds: Int) -> Fade {
    Fade(start: start, duration: .milliseconds(milliseconds))
  }

  /// The instants of all steps of a fade that is never late.
  private func steps(of fade: Fade) -> [Instant] {
    var steps: [Instant] = []
    var instant = fade.start
    while instant < fade.end {
      instant = fade.step(after: instant)
      steps.append(instant)
    }
    return steps
  }

  @Test("the share rises from nothing, by half at half time, to all but one part of 256")
  func share() {
    let fade = fade(1000)
    #expect(fade.share(at: start - .seconds(1)) == 0)
    #expect(fade.share(at: start) == 0)
    #expect(fade.share(at: start + .milliseconds(500)) == 128)
    #expect(fade.share(at: fade.end - .nanoseconds(1)) == 255)
    #expect(fade.share(at: fade.end + .seconds(1)) == 255)
    let shares = (0...1000).map { fade.share(at: start + .milliseconds($0)) }
    #expect(shares == shares.sorted())
    #expect(Set(shares).count == 256, "none is left out")
  }

  @Test(
    "steps come at most 60 times a second, the last at the very end, and each shows something new",
    arguments: [1, 10, 17, 100, 999, 1000, 5000, 60_000])
  func steps(milliseconds: Int) {
    let fade = fade(milliseconds)
    let steps = steps(of: fade)
    #expect(steps.last == fade.end)
    #expect(steps.count <= milliseconds * 60 / 1000 + 1)
    #expect(steps.count <= 256)
    for (earlier, later) in zip(steps.dropLast(), steps.dropLast().dropFirst()) {
      #expect(earlier.duration(to: later) >= Fade.shortestStep)
      #expect(fade.share(at: earlier) < fade.share(at: later))
    }
  }

  @Test("a late step does not delay the rest, and the steps that it missed are left out")
  func late() {
    let fade = fade(1000)
    let all = steps(of: fade)
    for delay in [1, 20, 333, 998] {
      let next = fade.step(after: start + .milliseconds(delay))
      #expect(all.contains(next))
      #expect(next > start + .milliseconds(delay))
    }
    #expect(fade.step(after: fade.end - .nanoseconds(1)) == fade.end)
  }
}
