import Testing

@testable import ShmChannel
@testable import ViewerCore

/// Stepping over frames that are still there.
@Suite struct LookBackTests {
  private func stream(_ count: Int) -> ViewerTheatre {
    var theatre = ViewerTheatre()
    for _ in 0..<count {
      theatre.publish()
      theatre.settle()
    }
    return theatre
  }

  private func press(_ keys: String, in theatre: inout ViewerTheatre) {
    for key in keys.unicodeScalars {
      theatre.press(key)
      theatre.settle()
    }
  }

  @Test("a step back shows the frame before, and freezes; x shows the newest again")
  func back() {
    var theatre = stream(4)
    press("[", in: &theatre)
    #expect(theatre.shown == 3 && theatre.model.following.isFrozen)
    press("[[", in: &theatre)
    #expect(theatre.shown == 1)
    theatre.publish()
    theatre.settle()
    #expect(theatre.shown == 1, "what comes changes nothing")
    press("x", in: &theatre)
    #expect(theatre.shown == 5 && !theatre.model.following.isFrozen)
    #expect(theatre.glass.content?.overlay == nil, "nothing is drawn over it any more")
    #expect(theatre.model.deadline == nil)
  }

  @Test("a step on leads to the newest, and stays there")
  func onward() {
    var theatre = stream(4)
    press("[[[]]", in: &theatre)
    #expect(theatre.shown == 3)
    theatre.publish()
    press("]]", in: &theatre)
    #expect(theatre.shown == 5)
    theatre.publish()
    theatre.settle()
    #expect(theatre.shown == 5 && theatre.model.following.isFrozen)
  }

  @Test("steps on to frames that were not seen yet are no stream of so many frames a second")
  func rate() {
    var theatre = stream(1)
    press("i[", in: &theatre)
    for _ in 0..<8 { theatre.publish() }
    theatre.settle()
    for _ in 0..<5 {
      theatre.pass(.milliseconds(200))
      press("]", in: &theatre)
    }
    theatre.pass(.milliseconds(600))
    #expect(theatre.shown == 9)
    #expect(!theatre.rows.contains { $0.hasPrefix("Rate") })
  }

  @Test(
    "the badge counts what has come since, and says which frame it is, of how many, in how much")
  func badge() {
    var theatre = stream(4)
    press("[[", in: &theatre)
    #expect(theatre.rows == ["frozen: ", "frame: 2 of 4", "memory: 4.0 MB"])
    #expect(
      theatre.glass.content?.overlay?.history
        == HistoryFace(
          position: 1, count: 4, byteCount: 4_000_000))
    for _ in 0..<3 { theatre.publish() }
    theatre.settle()
    theatre.pass(.seconds(1))
    #expect(theatre.rows.first == "frozen: +3 new")
    // Five are kept, and the shown one, which is pinned, would be a sixth.
    #expect(theatre.rows.dropFirst() == ["frame: one more than 5", "memory: 5.0 MB"])
  }

  @Test("what is listed while frames come is listed twice a second at most")
  func listing() {
    var theatre = stream(4)
    press("[", in: &theatre)
    let before = theatre.count { $0 == .listKept }
    for _ in 0..<60 {
      theatre.publish()
      theatre.pass(.milliseconds(33))
    }
    let count = theatre.count { $0 == .listKept } - before
    #expect((2...4).contains(count), "\(count)")
  }

  @Test("without an older frame nothing freezes, and a word says so")
  func first() {
    var theatre = stream(1)
    press("[", in: &theatre)
    #expect(!theatre.model.following.isFrozen)
    #expect(theatre.rows == [": no older frame"])
    theatre.publish()
    theatre.settle()
    #expect(theatre.shown == 2)
  }

  @Test("steps that are wanted while a draw request is in flight are taken after it, all at once")
  func busy() {
    var theatre = stream(4)
    theatre.publish()
    #expect(theatre.glass.isBusy)
    for _ in 0..<3 { theatre.press("[") }
    for _ in 0..<2 { theatre.publish() }
    theatre.complete()
    theatre.settle()
    #expect(theatre.executed.map(\.generation.rawValue) == [1, 2, 3, 4, 5, 3])
  }

  @Test("an older frame is not acknowledged, and does not count as shown")
  func acknowledging() {
    var theatre = stream(4)
    let shown = theatre.model.following.stats.shown
    press("[[]", in: &theatre)
    #expect(theatre.acknowledged == [1, 2, 3, 4])
    #expect(theatre.model.following.stats.shown == shown)
    press("]", in: &theatre)
    #expect(theatre.acknowledged.last == 4)
  }

  @Test("a frame is stepped to at once, however it was to be faded to")
  func noFade() {
    var theatre = ViewerTheatre()
    for _ in 0..<3 {
      theatre.publish(fade: .milliseconds(300))
      theatre.settle()
      theatre.pass(.seconds(1))
    }
    let fades = theatre.model.following.stats.faded
    press("[", in: &theatre)
    #expect(theatre.shown == 2 && theatre.model.following.stats.faded == fades)
  }

  @Test("a damaged older frame is told of, and the shown one stays")
  func damaged() {
    var theatre = stream(3)
    theatre.damaged = Set(theatre.kept.map(\.key))
    press("[", in: &theatre)
    #expect(theatre.shown == 3)
    #expect(theatre.said.last?.contains("it is damaged") == true)
  }

  @Test("after the channel was removed and made anew, a step on leads into the new one")
  func renewed() {
    var theatre = stream(3)
    press("[", in: &theatre)
    theatre.remove()
    theatre.publish()
    theatre.settle()
    #expect(theatre.shown == 2)
    press("[", in: &theatre)
    #expect(theatre.shown == 2)
    press("]", in: &theatre)
    #expect(theatre.shown == 1 && theatre.glass.held?.channel == theatre.latest?.key.channel)
  }

  @Test(
    "steps go as far as there are frames",
    arguments: [(-1, 7, 5), (-2, 7, 4), (-9, 7, 4), (1, 4, 5), (9, 4, 9), (-1, 4, 0), (1, 9, 0)])
  func target(steps: Int, from: UInt64, to: UInt64) {
    let kept = [4, 5, 9].map {
      KeptFrame(generation: Generation(rawValue: $0), allocatedByteCount: 1)
    }
    let found = LookBack.generation(steps, from: Generation(rawValue: from), among: kept)
    #expect((found?.rawValue ?? 0) == to)
  }
}
