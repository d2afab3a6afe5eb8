import Pixels
import Testing

@testable import ShmChannel
@testable import ViewerCore

/// A viewer whose frames are presented at the screen's vertical blanks.
@Suite struct PresentingTests {
  private func viewer(
    _ change: (inout ViewerModel.Options) -> Void = { _ in }
  ) -> ViewerTheatre {
    ViewerTheatre(presents: true, change)
  }

  private func frame(_ theatre: ViewerTheatre) -> UInt64? {
    theatre.glass.held?.generation.rawValue
  }

  @Test("a frame is acknowledged and counted when the screen shows it, and not when it is executed")
  func shown() {
    var theatre = viewer()
    theatre.publish()
    theatre.complete()
    #expect(frame(theatre) == 1, "redraws are of it")
    #expect(theatre.acknowledged.isEmpty && theatre.model.following.stats.shown == 0)
    #expect(theatre.title == "picture 1 – default")
    theatre.blank()
    #expect(theatre.acknowledged == [1] && theatre.model.following.stats.shown == 1)
    #expect(theatre.acknowledgedBlank == VerticalBlank(microseconds: 7, count: 3))
    #expect(theatre.model.deadline == nil, "nothing wakes an idle viewer")
  }

  @Test("newer frames do not wait for the vertical blank, and those that it skips count as skipped")
  func mailbox() {
    var theatre = viewer()
    for _ in 1...5 {
      theatre.publish()
      theatre.complete()
    }
    #expect(theatre.executed.map(\.generation.rawValue) == [1, 2, 3, 4, 5])
    theatre.blank(.flip)
    let stats = theatre.model.following.stats
    #expect((stats.shown, stats.skipped, stats.direct) == (1, 4, 5))
    #expect(
      stats.presents == .init(last: .flip, flipped: 1, copied: 0, untold: 0, skipped: 4))
    #expect(theatre.acknowledged == [5])
  }

  @Test("none is put behind another, for both would be presented together")
  func behind() {
    var theatre = viewer()
    for _ in 1...4 {
      theatre.publish()
      theatre.complete()
    }
    theatre.publish()
    theatre.publish()
    #expect(theatre.glass.flight != nil && theatre.glass.behind == nil)
    #expect(!theatre.model.hearsDoorbell, "news could only wait")
  }

  @Test("the time to the vertical blank is a stage of its own, and a part of the whole")
  func latency() throws {
    var theatre = viewer()
    theatre.publish()
    theatre.wait(.milliseconds(3))
    theatre.complete()
    theatre.wait(.milliseconds(9))
    theatre.blank()
    let stages = try #require(theatre.model.following.latency.summary).stages.mapValues(\.median)
    #expect(
      stages == [
        .woken: .zero, .put: .zero, .executed: .milliseconds(3), .presented: .milliseconds(9),
        .total: .milliseconds(12),
      ])
    #expect(theatre.noted?.stages[.presented]?.median == .milliseconds(9))
  }

  @Test(
    "where the server does not tell in time, it counts from the execution, as it does elsewhere")
  func untold() throws {
    var theatre = viewer()
    theatre.publish()
    theatre.wait(.milliseconds(3))
    theatre.complete()
    theatre.wait(.milliseconds(250))
    theatre.blank(.untold)
    let stages = try #require(theatre.model.following.latency.summary).stages
    #expect(stages[.presented] == nil && stages[.total]?.median == .milliseconds(3))
    #expect(theatre.acknowledged == [1])
  }

  @Test("a view that moves is drawn once a vertical blank")
  func panning() {
    var theatre = viewer()
    theatre.publish(width: 3000, height: 2000)
    theatre.settle()
    theatre.press("1")
    theatre.complete()
    let count = theatre.executed.count
    for _ in 0..<10 { theatre.press("l") }
    #expect(theatre.flight == nil, "the last view is not on the screen yet")
    theatre.blank()
    theatre.complete()
    #expect(theatre.executed.count == count + 1)
    theatre.settle()
    #expect(theatre.executed.count == count + 1)
  }

  @Test("a picture whose present gave way to another client's is drawn anew, and then acknowledged")
  func ousted() {
    var theatre = viewer()
    theatre.publish()
    theatre.complete()
    theatre.oust()
    #expect(theatre.flight != nil)
    theatre.settle()
    #expect(theatre.acknowledged == [1] && theatre.model.deadline == nil)
  }

  @Test("a fade takes one step a vertical blank, and ends on the new picture")
  func fading() {
    var theatre = viewer()
    theatre.publish()
    theatre.settle()
    theatre.publish(fade: .milliseconds(100))
    for _ in 0..<5 {
      theatre.wait(.milliseconds(17))
      theatre.tell(.time)
      #expect(theatre.glass.flight?.path == .mixture)
      theatre.complete()
      let steps = theatre.count { if case .step = $0 { true } else { false } }
      theatre.wait(.milliseconds(1))
      theatre.tell(.time)
      #expect(theatre.count { if case .step = $0 { true } else { false } } == steps)
      theatre.blank()
    }
    #expect(theatre.acknowledged == [1])
    theatre.pass(.seconds(1))
    theatre.settle()
    #expect(theatre.shown == 2 && theatre.acknowledged == [1, 2])
  }

  @Test("a window manager that waits for the drawing hears of it when it is seen")
  func drawing() {
    var theatre = viewer()
    theatre.publish()
    theatre.settle()
    let isDrawing: (ViewerTheatre.Effect) -> Bool = { $0 == .didDraw }
    let count = theatre.count(isDrawing)
    theatre.resize(to: Size(width: 300, height: 200))
    theatre.complete()
    #expect(theatre.count(isDrawing) == count)
    theatre.blank()
    #expect(theatre.count(isDrawing) == count + 1)
  }

  @Test("only a fullscreen window whose frames are presented asks compositors to let it be")
  func bypass() {
    var theatre = viewer()
    #expect(!theatre.bypassesCompositor)
    theatre.press("f")
    #expect(theatre.bypassesCompositor)
    theatre.press("f")
    #expect(!theatre.bypassesCompositor)
    theatre.press("f")
    theatre.glass.presents?.isTooLarge = true
    theatre.tell(.glass(theatre.glass))
    #expect(!theatre.bypassesCompositor, "its frames go into the window at once")
    theatre.glass.presents?.isTooLarge = false
    theatre.tell(.glass(theatre.glass))
    #expect(theatre.bypassesCompositor)
    theatre.glass.presents = nil
    theatre.tell(.glass(theatre.glass))
    #expect(!theatre.bypassesCompositor)
    var other = ViewerTheatre()
    other.press("f")
    #expect(!other.bypassesCompositor)
  }

  @Test("i tells how the last frame came to the screen, and whose clock that was")
  func information() {
    var theatre = viewer()
    theatre.publish()
    theatre.settle()
    theatre.press("i")
    theatre.settle()
    #expect(theatre.rows.contains("Shown: at the vertical blank, by a copy"))
    theatre.glass.presents?.isMadeUp = true
    theatre.tell(.exposed, .glass(theatre.glass))
    theatre.settle()
    #expect(
      theatre.rows.contains("Shown: at the vertical blank, by a copy; the clock is made up"))
    var other = ViewerTheatre()
    other.publish()
    other.settle()
    other.press("i")
    other.settle()
    #expect(!other.rows.contains { $0.hasPrefix("Shown") })
  }

  @Test("a frame in flight that is lost as presents are given up is put again, and once")
  func givenUp() {
    var theatre = viewer()
    theatre.publish()
    theatre.settle()
    theatre.publish()
    let puts = theatre.count { if case .put = $0 { true } else { false } }
    theatre.loseFlight()
    theatre.settle()
    #expect(frame(theatre) == 2 && theatre.acknowledged == [1, 2])
    theatre.pass(.seconds(1))
    #expect(theatre.count { if case .put = $0 { true } else { false } } == puts + 1)
    theatre.loseFlight()
    theatre.settle()
    theatre.pass(.seconds(1))
    #expect(
      theatre.count { if case .put = $0 { true } else { false } } == puts + 2,
      "it is drawn anew as what was lost, and that is all")
  }

  @Test("so is the first one, and none that a person has not asked for")
  func givenUpAtOnce() {
    var theatre = viewer()
    theatre.publish()
    theatre.loseFlight()
    theatre.settle()
    #expect(frame(theatre) == 1)
    theatre.press("x")
    theatre.settle()
    theatre.publish()
    theatre.loseFlight()
    theatre.settle()
    #expect(frame(theatre) == 1, "it is frozen")
  }

  @Test("the frame of a channel that is gone is acknowledged to nobody, and does not count")
  func removed() {
    var theatre = viewer()
    theatre.publish()
    theatre.complete()
    theatre.remove()
    theatre.blank()
    #expect(theatre.acknowledged.isEmpty && theatre.model.following.stats.shown == 0)
    #expect(theatre.model.following.stats.presents == nil)
    theatre.publish()
    theatre.settle()
    #expect(theatre.acknowledged == [1] && theatre.model.following.stats.shown == 1)
  }
}
