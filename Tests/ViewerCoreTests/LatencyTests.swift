import Pixels
import TestSupport
import Testing

@testable import ShmChannel
@testable import ViewerCore

/// How long frames take from their commit to the screen.
@Suite struct LatencyTests {
  /// A viewer whose server takes that long for each of so many frames, which it hears of late.
  private func stream(
    _ durations: [Duration], woken: Duration = .milliseconds(1), in theatre: inout ViewerTheatre
  ) {
    for duration in durations {
      theatre.publish(rings: false)
      theatre.wait(woken)
      theatre.ring()
      theatre.wait(duration)
      theatre.complete()
    }
  }

  private func measured(_ theatre: ViewerTheatre) -> LatencySummary? {
    theatre.model.following.latency.summary
  }

  @Test("each stage counts from the one before, and the whole from the commit")
  func stages() throws {
    var theatre = ViewerTheatre()
    stream([.milliseconds(3)], in: &theatre)
    let summary = try #require(measured(theatre))
    let values = summary.stages.mapValues(\.median)
    #expect(
      values == [
        .woken: .milliseconds(1), .put: .zero, .executed: .milliseconds(3),
        .total: .milliseconds(4),
      ])
    #expect(theatre.noted == summary, "publishers can read it before the frame is acknowledged")
  }

  @Test("of the latest 1,000 frames half take no longer than p50, and 990 no longer than p99")
  func percentiles() throws {
    var theatre = ViewerTheatre()
    stream([.seconds(1)] + (1...1000).map { .milliseconds($0) }, in: &theatre)
    let summary = try #require(measured(theatre))
    #expect(summary.frameCount == 1000)
    #expect(
      summary.stages[.executed]
        == .init(median: .milliseconds(500), high: .milliseconds(990)))
  }

  @Test("a file is told anew four times a second at most, and statistics always")
  func told() {
    var theatre = ViewerTheatre { $0.preferences.printsStats = true }
    stream([.milliseconds(1)], in: &theatre)
    stream([Duration](repeating: .milliseconds(1), count: 9), in: &theatre)
    #expect(theatre.noted?.frameCount == 1)
    theatre.pass(.seconds(2))
    #expect(theatre.latency?.frameCount == 10)
    stream([.milliseconds(1)], in: &theatre)
    #expect(theatre.noted?.frameCount == 11)
  }

  @Test("what was there before the viewer, or passed while it was frozen, does not count")
  func others() {
    var theatre = ViewerTheatre()
    theatre.now.wall -= .seconds(5)
    theatre.publish(rings: false)
    theatre.now.wall += .seconds(5)
    theatre.ring()
    theatre.settle()
    #expect(theatre.shown == 1 && measured(theatre) == nil)
    theatre.press("x")
    theatre.settle()
    theatre.publish(rings: false)
    theatre.wait(.milliseconds(1))
    theatre.ring()
    theatre.wait(.seconds(3))
    theatre.press("x")
    theatre.settle()
    #expect(theatre.shown == 2 && measured(theatre) == nil)
    theatre.publish()
    theatre.settle()
    #expect(measured(theatre)?.frameCount == 1)
  }

  @Test("a redraw is not another frame, nor does a fade count")
  func redraws() {
    var theatre = ViewerTheatre()
    stream([.milliseconds(1)], in: &theatre)
    theatre.tell(.exposed)
    theatre.settle()
    theatre.publish(fade: .milliseconds(100))
    theatre.settle()
    theatre.pass(.seconds(1))
    #expect(theatre.shown == 2 && measured(theatre)?.frameCount == 1)
  }

  @Test("two that the server is done with at once both count")
  func behind() {
    var theatre = ViewerTheatre()
    stream([.milliseconds(1), .milliseconds(1)], in: &theatre)
    theatre.publish()
    theatre.publish()
    #expect(theatre.glass.behind != nil)
    theatre.complete()
    theatre.complete()
    #expect(measured(theatre)?.frameCount == 4)
  }

  @Test("the number of each rank is that of the sorted numbers, also among equal ones")
  func selection() {
    var random = SeededGenerator(seed: 1)
    for count in [1, 2, 3, 10, 257] {
      for most: UInt32 in [0, 1, 5, .max] {
        var numbers = (0..<count).map { _ in UInt32.random(in: 0...most, using: &random) }
        let sorted = numbers.sorted()
        for rank in (0..<count).shuffled(using: &random) {
          #expect(numbers.select(rank) == sorted[rank])
        }
        #expect(numbers.sorted() == sorted, "and none is lost")
      }
    }
  }

  @Test("the time of capture counts where the publisher tells it")
  func capture() throws {
    var recorder = LatencyRecorder()
    let now = Moment(instant: Instant(sinceBoot: .seconds(1000)), wall: .seconds(100))
    let info = FrameInfo(
      channelID: ChannelID(low: 1, high: 0), serial: Serial(rawValue: 1),
      generation: Generation(rawValue: 1),
      layout: .display(width: 1, height: 1), publishedAt: .milliseconds(99_990),
      caption: Caption(title: "", capturedAt: .milliseconds(99_970)))
    let key = FrameKey(channel: info.channelID, generation: info.generation)
    recorder.didAcquire(info, at: now)
    recorder.didPut(key, at: now.instant + .milliseconds(1))
    recorder.didExecute(key, at: now.instant + .milliseconds(4))
    recorder.didShow(key, at: now.instant + .milliseconds(4), isTold: false)
    let stages = try #require(recorder.summary).stages.mapValues(\.high)
    #expect(
      stages == [
        .commit: .milliseconds(20), .woken: .milliseconds(10), .put: .milliseconds(1),
        .executed: .milliseconds(3), .total: .milliseconds(14),
      ])
  }

  @Test("T shows the stages, reads them twice a second, and leaves nothing behind")
  func panel() throws {
    var theatre = ViewerTheatre()
    func face(_ theatre: ViewerTheatre) -> TimingFace? {
      for panel in theatre.glass.content?.overlay?.panels ?? [] {
        if case .timing(let face) = panel.kind { return face }
      }
      return nil
    }
    theatre.press("T")
    stream([.milliseconds(2)], in: &theatre)
    theatre.settle()
    stream([.milliseconds(2)], in: &theatre)
    theatre.pass(.seconds(1))
    let shown = try #require(face(theatre))
    #expect(shown.rows.map(\.name) == ["woken", "put", "executed", "total"])
    #expect(shown.rows.map(\.median) == ["1.00 ms", "0.00 ms", "2.00 ms", "3.00 ms"])
    #expect(shown.columns == [[51, 0, 102, 0], [51, 0, 102, 0]] && shown.top == "5.00 ms")
    #expect(theatre.model.deadline == nil, "no timer runs")
    theatre.press("T")
    theatre.settle()
    #expect(theatre.glass.content?.overlay == nil)
  }

  @Test(
    "times are told in as many digits as say something",
    arguments: [
      (0, "0.00 ms"), (1_994, "1.99 ms"), (1_995, "2.00 ms"), (12_340, "12.3 ms"),
      (1_234_500, "1235 ms"),
    ])
  func words(microseconds: Int, text: String) {
    #expect(TimingFace.text(.microseconds(microseconds)) == text)
  }
}
