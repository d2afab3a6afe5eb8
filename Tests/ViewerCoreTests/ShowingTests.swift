import Testing

@testable import ShmChannel
@testable import ViewerCore

/// Which frame the window shows, and when.
@Suite struct ShowingTests {
  @Test("a window says what it waits for, and then shows the first frame and each newer one")
  func frames() {
    var theatre = ViewerTheatre()
    #expect(theatre.waiting?.panels.first?.rows.first?.value == "waiting for channel default")
    #expect(theatre.title == "shmview – default")
    for generation in 1...3 {
      theatre.publish()
      theatre.settle()
      #expect(theatre.shown == UInt64(generation))
      #expect(theatre.title == "picture \(generation) – default")
    }
    #expect(theatre.acknowledged == [1, 2, 3])
  }

  @Test("nothing is drawn before the window has appeared")
  func early() {
    var theatre = ViewerTheatre()
    var model = ViewerModel(
      theatre.model.options, window: theatre.size, firstSize: .settled,
      availability: .noChannel, sharesMemory: true, at: theatre.now)
    let effects = model.take([.exposed], at: theatre.now)
    #expect(!effects.contains { if case .drawWaiting = $0 { true } else { false } })
    theatre.publish()
    #expect(theatre.glass.isBusy)
  }

  @Test("of the frames that come while one is in flight, the newest is shown next")
  func burst() {
    var theatre = ViewerTheatre()
    for _ in 0..<10 { theatre.publish() }
    theatre.complete()
    theatre.settle()
    #expect(theatre.executed.map(\.generation.rawValue) == [1, 10])
    #expect(theatre.acknowledged == [1, 10])
    #expect(theatre.model.following.stats.skipped == 8)
    #expect(theatre.model.following.stats.shown == 2)
  }

  @Test("a shown frame costs one look at the channel, and one pin")
  func economy() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    let before = theatre.log.count
    theatre.publish()
    theatre.settle()
    let steady = theatre.log[before...]
    #expect(steady.count { $0 == .refresh } == 1)
    #expect(steady.count { $0 == .acquire } == 1)
    #expect(!steady.contains(.readShow))
  }

  @Test("without news nothing is put, and nothing wakes the viewer")
  func idle() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    let puts = theatre.executed.count
    theatre.ring()
    theatre.ring()
    #expect(theatre.glass.flight == nil)
    #expect(theatre.executed.count == puts)
    #expect(theatre.model.deadline == nil)
  }

  @Test("while the server copies a composed frame, the newest is composed; it is put next")
  func ahead() {
    var theatre = ViewerTheatre()
    theatre.publish(width: 4000, height: 3000)
    theatre.complete()
    for _ in 0..<3 { theatre.publish(width: 4000, height: 3000) }
    #expect(theatre.glass.ahead?.generation.rawValue == 3)
    #expect(theatre.count { if case .composeAhead = $0 { true } else { false } } == 1)
    theatre.complete()
    theatre.settle()
    #expect(theatre.executed.map(\.generation.rawValue) == [1, 2, 3, 4])
  }

  @Test("a frame that came after the last look at the channel is put once, and not taken for news")
  func newerThanKnown() {
    var theatre = ViewerTheatre()
    theatre.publish(width: 4000, height: 3000)
    theatre.complete()
    theatre.publish(width: 4000, height: 3000)  // in flight, composed
    theatre.publish(width: 4000, height: 3000, rings: false)
    let known = theatre.availability
    theatre.publish(width: 4000, height: 3000, rings: false)
    // The look that the ring causes still finds the third, and what is acquired then is the fourth.
    let newest = theatre.availability
    theatre.availability = known
    theatre.ring()
    theatre.availability = newest
    #expect(theatre.glass.ahead?.generation.rawValue == 4)
    theatre.complete()
    theatre.complete()
    #expect(theatre.glass.ahead == nil)
    #expect(theatre.glass.flight == nil)
    theatre.ring()
    theatre.settle()
    #expect(theatre.executed.map(\.generation.rawValue) == [1, 2, 4])
    theatre.publish(width: 4000, height: 3000)
    theatre.settle()
    #expect(theatre.executed.map(\.generation.rawValue) == [1, 2, 4, 5])
  }

  @Test("where the server is brisk, the newest frame is put behind the one in flight, and no other")
  func behind() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    for _ in 0..<4 { theatre.publish() }
    #expect(theatre.glass.flight?.frame.generation.rawValue == 2)
    #expect(theatre.glass.behind?.generation.rawValue == 3)
    theatre.complete()
    #expect(theatre.shown == nil, "what the window holds is about to change")
    #expect(theatre.glass.flight?.frame.generation.rawValue == 3)
    #expect(theatre.glass.behind?.generation.rawValue == 5)
    theatre.settle()
    #expect(theatre.executed.map(\.generation.rawValue) == [1, 2, 3, 5])
    #expect(theatre.acknowledged == [1, 2, 3, 5])
    #expect(theatre.model.following.stats.skipped == 1)
    #expect(theatre.shown == 5)
  }

  @Test("the doorbell is not heard while news could only wait")
  func doorbell() {
    var theatre = ViewerTheatre()
    #expect(theatre.model.hearsDoorbell)
    theatre.publish()
    #expect(!theatre.model.hearsDoorbell, "nobody knows yet how long the server takes")
    theatre.settle()
    #expect(theatre.model.hearsDoorbell)
    theatre.publish()
    #expect(theatre.model.hearsDoorbell, "a newer frame could be put behind")
    theatre.publish()
    #expect(!theatre.model.hearsDoorbell)
    theatre.complete()
    #expect(theatre.model.hearsDoorbell)
    theatre.settle()
    theatre.publish(width: 4000, height: 3000)
    #expect(theatre.model.hearsDoorbell, "a newer frame could be composed")
    theatre.publish(width: 4000, height: 3000)
    #expect(!theatre.model.hearsDoorbell)
    theatre.settle()
    theatre.publish()
    theatre.glass.flight?.path = .plain
    theatre.tell(.glass(theatre.glass))
    #expect(theatre.model.hearsDoorbell, "the connection may be slow")
  }

  @Test("where the server takes its time, the one in flight is waited for, and then the newest put")
  func slow() {
    var theatre = ViewerTheatre()
    for _ in 0..<2 {
      theatre.publish()
      theatre.now.instant += PutPace.limit + .microseconds(1)
      theatre.settle()
    }
    for _ in 0..<4 { theatre.publish() }
    #expect(theatre.glass.behind == nil)
    theatre.settle()
    #expect(theatre.executed.map(\.generation.rawValue) == [1, 2, 3, 6])
  }

  @Test("a frame of another place, one that fades and a window to be drawn anew are not put behind")
  func notBehind() {
    for step in 0..<3 {
      var theatre = ViewerTheatre()
      theatre.publish()
      theatre.settle()
      theatre.publish()
      if step == 0 { theatre.tell(.exposed) }
      theatre.publish(width: step == 1 ? 100 : 320, fade: step == 2 ? .seconds(1) : .zero)
      #expect(theatre.glass.flight?.frame.generation.rawValue == 2)
      #expect(theatre.glass.behind == nil && theatre.acquired == nil)
      theatre.settle()
      theatre.pass(.seconds(2))
      #expect(theatre.shown == 3)
    }
  }

  @Test("a refused put with a newer frame behind it is passed over in silence")
  func refusedBefore() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    for _ in 0..<2 { theatre.publish() }
    theatre.refuse()
    theatre.settle()
    #expect(theatre.shown == 3)
    #expect(theatre.said.isEmpty)
    #expect(theatre.acknowledged == [1, 3])
  }

  @Test("a removed channel's frames, one in flight and one behind it, do not come back")
  func removedBehind() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    for _ in 0..<2 { theatre.publish() }
    theatre.remove()
    theatre.settle()
    #expect(theatre.glass.held == nil)
    #expect(theatre.acknowledged == [1])
    theatre.publish()
    theatre.settle()
    #expect(theatre.shown == 1)
  }

  @Test("a removed channel's picture goes, and one made anew is shown from its first frame on")
  func removal() {
    var theatre = ViewerTheatre()
    for _ in 0..<4 {
      theatre.publish()
      theatre.settle()
    }
    theatre.remove()
    #expect(theatre.glass.isEmpty)
    #expect(theatre.title == "shmview – default")
    #expect(theatre.log.last { if case .drawWaiting = $0 { true } else { false } } != nil)
    theatre.publish()
    theatre.settle()
    #expect(theatre.shown == 1)
    #expect(theatre.acknowledged.last == 1)
    #expect(theatre.model.following.stats.skipped == 0)
  }

  @Test("a frame of a removed channel that is in flight does not come back")
  func removedInFlight() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.remove()
    theatre.settle()
    #expect(theatre.glass.held == nil)
    #expect(theatre.acknowledged.isEmpty)
  }

  @Test("what cannot be drawn is said once, and the last good picture stays; a newer one is shown")
  func failure() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    theatre.publish(rings: false)
    if let key = theatre.latest?.key { theatre.undrawable.insert(key) }
    theatre.ring()
    theatre.settle()
    #expect(theatre.shown == 1)
    #expect(theatre.said == ["default: it cannot be drawn; the last good picture stays"])
    theatre.resize(to: theatre.size)
    theatre.tell(.exposed, .rang(isPolling: true))
    theatre.settle()
    #expect(theatre.said.count == 1)
    theatre.publish()
    theatre.settle()
    #expect(theatre.shown == 3)
  }

  @Test("a refused put is told of, and the frame before it is drawn again")
  func refusal() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    theatre.publish()
    theatre.refuse()
    theatre.settle()
    #expect(theatre.shown == 1)
    #expect(theatre.acknowledged.allSatisfy { $0 == 1 })
    theatre.publish()
    theatre.settle()
    #expect(theatre.shown == 3)
  }

  @Test("a damaged frame is told of, and tried again when the doorbell rings")
  func damage() {
    var theatre = ViewerTheatre()
    theatre.publish(rings: false)
    if let key = theatre.latest?.key { theatre.damaged.insert(key) }
    theatre.ring()
    #expect(theatre.said == ["default: it is damaged"])
    theatre.damaged = []
    theatre.ring()
    theatre.settle()
    #expect(theatre.shown == 1)
  }

  @Test("the window takes the first frame's size, once, and shows the frame when it has it")
  func firstSize() {
    var theatre = ViewerTheatre(firstSize: .open(Size(width: 640, height: 400)))
    theatre.publish(width: 800, height: 300)
    #expect(theatre.log.contains(.resize(Size(width: 800, height: 300), corner: nil)))
    #expect(theatre.acquired == nil && theatre.glass.flight == nil)
    theatre.resize(to: Size(width: 800, height: 300))
    theatre.settle()
    #expect(theatre.shown == 1)
    theatre.publish(width: 500, height: 500)
    theatre.settle()
    #expect(theatre.count { if case .resize = $0 { true } else { false } } == 1)
  }

  @Test("a window manager that does not answer delays the first frame, and no more")
  func impatience() {
    var theatre = ViewerTheatre(firstSize: .open(Size(width: 640, height: 400)))
    theatre.publish(width: 800, height: 300)
    theatre.pass(FirstSize.patience)
    theatre.settle()
    #expect(theatre.shown == 1)
    #expect(theatre.model.deadline == nil)
  }

  @Test("a frame whose window gets another size on its way counts once it is drawn in that")
  func outgrown() {
    var theatre = ViewerTheatre(firstSize: .open(Size(width: 640, height: 400)))
    theatre.publish(width: 800, height: 300)
    theatre.wait(FirstSize.patience)
    theatre.tell(.time)
    theatre.resize(to: Size(width: 800, height: 300))
    theatre.complete()
    #expect(theatre.acknowledged == [])
    theatre.complete()
    #expect(theatre.acknowledged == [1])
  }

  @Test("a window that the window manager has maximized keeps its size")
  func maximized() {
    var theatre = ViewerTheatre(firstSize: .open(Size(width: 640, height: 400)))
    theatre.facts.isFullscreenOrMaximized = true
    theatre.publish(width: 800, height: 300)
    theatre.settle()
    #expect(theatre.shown == 1)
    #expect(theatre.count { if case .resize = $0 { true } else { false } } == 0)
  }

  @Test("a fade ends with the new frame, which is acknowledged only then")
  func fade() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    theatre.publish(fade: .milliseconds(500))
    theatre.settle()
    #expect(theatre.acknowledged == [1])
    theatre.pass(.seconds(1))
    #expect(theatre.shown == 2)
    #expect(theatre.acknowledged == [1, 2])
    #expect(theatre.model.following.stats.faded > 10)
    #expect(theatre.model.deadline == nil)
  }

  @Test("a window that nobody can see does not fade, and one that gets hidden ends its fade")
  func hiddenFade() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    theatre.tell(.hidden(true))
    theatre.publish(fade: .milliseconds(500))
    theatre.settle()
    #expect(theatre.shown == 2)
    theatre.tell(.hidden(false))
    theatre.publish(fade: .milliseconds(500))
    theatre.settle()
    theatre.tell(.hidden(true))
    theatre.settle()
    #expect(theatre.shown == 3)
    #expect(theatre.model.following.stats.faded <= 1)
  }

  @Test("a frame without a transition cuts a fade off")
  func cut() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    theatre.publish(fade: .seconds(5))
    theatre.pass(.seconds(1))
    theatre.publish()
    theatre.settle()
    #expect(theatre.shown == 3)
    #expect(theatre.acknowledged == [1, 3])
    #expect(theatre.model.deadline == nil)
  }

  @Test("each size of the window is told drawn once it is")
  func drawn() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    let before = theatre.count { $0 == .didDraw }
    theatre.resize(to: Size(width: 300, height: 300))
    #expect(theatre.count { $0 == .didDraw } == before)
    theatre.settle()
    #expect(theatre.count { $0 == .didDraw } == before + 1)
  }

  @Test("a window that is closed, or told to end, ends with 0; nothing comes after it")
  func end() {
    for input in [
      ViewerModel.Input.closed, .terminated, .deed(ViewerTheatre.deed(.character("q"))),
    ] {
      var theatre = ViewerTheatre()
      theatre.publish()
      theatre.tell(input)
      #expect(theatre.status == 0)
      theatre.complete()
      theatre.publish()
      theatre.tell(.finish)
      #expect(theatre.log.last == .end(0))
      #expect(theatre.model.deadline == nil)
    }
  }

  @Test(
    "a slideshow's end ends the viewer if it is private and done, or could not begin",
    arguments: [
      (false, 0, true, 0), (false, 0, false, nil), (false, 66, false, 66), (false, nil, false, nil),
      (true, 66, true, nil), (true, nil, false, nil),
    ] as [(Bool, Int32?, Bool, Int32?)])
  func slideshow(hasShown: Bool, status: Int32?, isPrivate: Bool, ends: Int32?) {
    var theatre = ViewerTheatre()
    if hasShown {
      theatre.publish()
      theatre.settle()
    }
    theatre.tell(.slideshowEnded(.init(status: status, message: "gone", isPrivate: isPrivate)))
    #expect(theatre.status == ends)
    var words = hasShown ? ["its last picture stays"] : []
    if status == nil { words.append("it is started again") }
    if !words.isEmpty { #expect(theatre.said == ["gone; " + words.joined(separator: ", and ")]) }
  }

  @Test("a slideshow that is killed is started again, and less and less often")
  func killedSlideshow() {
    var theatre = ViewerTheatre()
    theatre.publish()
    theatre.settle()
    var pauses: [Double] = []
    for _ in 0..<8 {
      theatre.log = []
      theatre.tell(.slideshowEnded(.init(status: nil, message: "gone", isPrivate: true)))
      var pause = 0.0
      while !theatre.log.contains(.startSlideshow), pause < 100 {
        theatre.pass(.milliseconds(500))
        pause += 0.5
      }
      pauses.append(pause)
    }
    #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60])
    theatre.pass(.seconds(200))
    theatre.log = []
    theatre.tell(.slideshowEnded(.init(status: nil, message: "gone", isPrivate: true)))
    theatre.pass(.milliseconds(1100))
    #expect(theatre.log.contains(.startSlideshow), "it had lived for long")
    theatre.tell(.slideshowEnded(.init(status: nil, message: "gone", isPrivate: true)))
    theatre.tell(.closed)
    #expect(theatre.model.deadline == nil)
  }
}
