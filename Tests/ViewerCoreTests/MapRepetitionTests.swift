import Testing

@testable import ViewerCore

/// When a window that has not appeared is asked onto the screen once more.
@Suite struct MapRepetitionTests {
  private let start = Instant(sinceBoot: .seconds(1000))

  @Test("a window is asked for five more times, after longer and longer pauses, and then no more")
  func repeated() {
    var repetition = MapRepetition(at: start)
    let early = repetition.take(at: start + .milliseconds(999))
    #expect(!early)
    var times: [Duration] = []
    while let deadline = repetition.deadline {
      times.append(start.duration(to: deadline))
      let isDue = repetition.take(at: deadline)
      #expect(isDue)
    }
    #expect(times == [1, 3, 7, 15, 31].map { .seconds($0) })
    let late = repetition.take(at: start + .seconds(1000))
    #expect(!late)
  }

  @Test("once it has appeared, nothing is asked for, and nothing wakes the viewer")
  func appeared() {
    var repetition = MapRepetition(at: start)
    repetition.end()
    #expect(repetition.deadline == nil)
    let isDue = repetition.take(at: start + .seconds(10))
    #expect(!isDue)
  }
}
