import ShmChannel
import Testing

@testable import ViewerCore

extension Stats {
  /// A draw request was executed, which is seen at once.
  fileprivate mutating func didPut(_ generation: UInt64, by path: PathKind) {
    didDraw(by: path)
    didShow(generation)
  }
}

@Suite struct StatsTests {
  @Test("shown and skipped add up to the generations since the first seen")
  func counting() {
    var stats = Stats()
    stats.didSee(41)
    stats.didPut(41, by: .direct)
    stats.didPut(41, by: .direct)  // a redraw
    stats.didPut(45, by: .composed)
    stats.didPut(46, by: .plain)
    #expect(stats.generation == 46)
    #expect(stats.shown == 3)
    #expect(stats.skipped == 3)
    #expect(stats.shown + stats.skipped == 46 - 41 + 1)
    #expect((stats.direct, stats.composed, stats.plain) == (2, 1, 1))
  }

  @Test("a first seen generation whose put failed is skipped")
  func failedFirst() {
    var stats = Stats()
    stats.didSee(7)
    stats.didPut(8, by: .direct)
    #expect((stats.shown, stats.skipped) == (1, 1))
  }

  @Test("a channel made again counts on")
  func channelMadeAgain() {
    var stats = Stats()
    stats.didPut(9, by: .direct)
    stats.didChangeChannel()
    stats.didSee(1)
    stats.didPut(2, by: .direct)
    #expect((stats.generation, stats.shown, stats.skipped) == (2, 2, 1))
  }

  @Test("generations of any number are counted without overflow")
  func saturating() {
    var stats = Stats()
    for _ in 0..<3 {
      stats.didChangeChannel()
      stats.didPut(1, by: .direct)
      stats.didPut(.max, by: .direct)
    }
    #expect((stats.generation, stats.shown, stats.skipped) == (.max, 6, .max))
  }

  @Test("what was presented and skipped is no frame that was shown, and counts once it is passed")
  func presents() {
    var stats = Stats()
    stats.didSee(1)
    for _ in 1...5 { stats.didDraw(by: .direct) }
    for _ in 1...4 { stats.didSkip() }
    #expect((stats.shown, stats.skipped, stats.direct) == (0, 0, 5))
    stats.didPresent(by: .copy)
    stats.didShow(5)
    #expect((stats.shown, stats.skipped) == (1, 4))
    stats.didPresent(by: .flip)
    stats.didPresent(by: .untold)
    #expect(
      stats.line(after: .zero).hasSuffix(
        #""wakeups":0,"vblank":{"last":"none","flip":1,"copy":1,"none":1,"skip":4}}"# + "\n"))
  }

  @Test("wake-ups alone are no news")
  func news() {
    var stats = Stats()
    let before = stats
    stats.wakeups += 5
    #expect(!stats.differs(from: before))
    stats.didPut(1, by: .direct)
    #expect(stats.differs(from: before))
  }

  @Test("a line is one JSON object with every counter")
  func line() {
    var stats = Stats()
    stats.didPut(3, by: .composed)
    stats.wakeups = 12
    let line = stats.line(after: .milliseconds(1_005))
    #expect(
      line == """
        {"event":"stats","seconds":1.005,"generation":3,"shown":1,"skipped":0,"direct":0,\
        "composed":1,"plain":0,"faded":0,"wakeups":12}

        """)
    let latency = LatencySummary(
      frameCount: 2,
      stages: [.put: .init(median: .microseconds(20), high: .microseconds(12_345))])
    #expect(
      Stats().line(after: .zero, latency, of: .standard) == """
        {"event":"stats","channel":"default","seconds":0.000,"generation":0,"shown":0,"skipped":0,\
        "direct":0,"composed":0,"plain":0,"faded":0,"wakeups":0,\
        "latency_ms":{"frames":2,"put":{"p50":0.020,"p99":12.345}}}

        """)
  }
}
