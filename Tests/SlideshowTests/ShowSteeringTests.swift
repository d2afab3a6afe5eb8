import SystemPackage
import Testing

@testable import Slideshow

@Suite struct ShowSteeringTests {
  @Test("a step acts at once, without a fade, and starts a whole interval")
  func step() {
    var show = ShowTheatre(of: "abc") { $0.fade = .milliseconds(400) }
    show.settle()
    show.pass(.seconds(3))
    show.tell(.step(.next))
    show.settle()
    #expect(show.shownText == "ab")
    show.pass(.seconds(4))
    #expect(show.shownText == "ab")
    show.pass(.seconds(1))
    #expect(show.shownText == "abc")
    #expect(show.fades == [.zero, .zero, .milliseconds(400)])
    show.tell(.step(.previous))
    show.settle()
    #expect(show.shownText == "abcb")
  }

  @Test("many steps in a row decode only the last")
  func manySteps() {
    var show = ShowTheatre(of: "abcdef")
    show.settle()
    show.tell(.step(.next), .step(.next), .step(.next), .step(.next))
    show.settle()
    #expect(show.shownText == "ae")
    #expect(show.started == ["a", "b", "e", "f"])
  }

  @Test("steps that come faster than pictures are decoded show each picture that gets decoded")
  func heldKey() {
    var show = ShowTheatre(of: "abcdefghij")
    show.settle()
    for _ in 0..<4 {  // two steps a picture
      show.tell(.step(.next))
      show.tell(.step(.next))
      show.show()
      show.decode()
    }
    show.settle()
    #expect(show.shownText == "abcdegi")
    #expect(show.started == ["a", "b", "c", "d", "e", "g", "i", "j"])
    #expect(show.fades.allSatisfy { $0 == .zero })
  }

  @Test("a picture that a step has gone past is given up after two seconds, but not its successor")
  func overtakenForLong() {
    var show = ShowTheatre(of: "abcd")
    show.settle()
    show.tell(.step(.next))
    show.show()
    show.tell(.step(.next))  // c is awaited, and hangs
    show.tell(.step(.next))
    #expect(show.preparing == "c")
    #expect(show.schedule.deadline == .seconds(2))
    show.now = .seconds(2)
    show.tell(.time)
    #expect(show.preparing == "d")
    show.settle()
    #expect(show.shownText == "abd")
    #expect(show.log.isEmpty)
  }

  @Test("a step back to the picture that is about to leave the screen is not lost")
  func stepBackWhileShowing() {
    for step in [Playlist.Step.next, .previous, .jump("/a")] {
      var show = ShowTheatre(of: "ab")
      show.settle()
      show.tell(.step(.next))  // b is told to show itself, and a is still on screen
      show.tell(.step(step))
      show.settle()
      #expect(show.shownText == "aba", "\(step)")
    }
  }

  @Test("a jump, and a step to the first or last picture, wait for none that they go past")
  func jumpPast() {
    for step in [Playlist.Step.jump("/e"), .last] {
      var show = ShowTheatre(of: "abcde")
      show.settle()
      show.tell(.step(.next))
      show.show()
      show.tell(.step(.next))
      show.tell(.step(step))
      #expect(show.preparing == "e")
    }
  }

  @Test("a picture that a step has gone past, and that is broken or gone, costs no step")
  func overtakenBroken() {
    var show = ShowTheatre(of: "abcdef")
    show.broken = ["/c"]
    show.settle()
    show.tell(.step(.next))
    show.show()
    show.tell(.step(.next))
    show.tell(.step(.next))
    show.decode()
    #expect(show.preparing == "d")
    show.settle()
    show.tell(.step(.next))
    show.show()
    show.tell(.step(.next))
    show.tell(.step(.next))
    #expect(show.preparing == "f")
    show.remove("f")
    show.settle()
    #expect(show.shownText == "abdea")
  }

  @Test("a step while a picture comes on screen is done after it")
  func stepWhileShowing() {
    var show = ShowTheatre(of: "abc")
    show.answer(.ready(pass: nil))
    show.tell(.step(.next))
    show.show()
    show.settle()
    #expect(show.shownText == "ab")
  }

  @Test("a step back from a picture that is not on screen yet shows nothing anew")
  func stepBack() {
    var show = ShowTheatre(of: "ab")
    show.settle()
    show.tell(.step(.next), .step(.previous))
    show.settle()
    #expect(show.shownText == "a")
    #expect(show.preparing == "[b]")
  }

  @Test("a step to a broken picture goes on in its direction")
  func brokenStep() {
    var show = ShowTheatre(of: "abcde")
    show.broken = ["/b", "/d"]
    show.settle()
    for step in [Playlist.Step.next, .previous] {
      show.tell(.step(.jump("/c")))
      show.settle()
      show.tell(.step(step))
      show.settle()
    }
    #expect(show.shownText == "aceca")
    #expect(show.log == ["/b: is broken", "/d: is broken"])
  }

  @Test("a pause stops the clock, and the slide has the rest of its time afterwards")
  func pause() {
    var show = ShowTheatre(of: "abc")
    show.settle()
    show.pass(.seconds(2))
    show.tell(.pause)
    #expect(show.schedule.deadline == nil)
    show.pass(.seconds(100))
    #expect(show.shownText == "a")
    show.tell(.step(.next))
    show.settle()
    #expect(show.shownText == "ab")
    #expect(show.schedule.deadline == nil)
    show.tell(.resume)
    show.pass(.seconds(4))
    #expect(show.shownText == "ab")
    show.pass(.seconds(1))
    #expect(show.shownText == "abc")
    show.tell(.togglePause)
    #expect(show.schedule.status.isPaused)
    show.tell(.togglePause)
    #expect(show.schedule.deadline != nil)
  }

  @Test("a jump to the picture on screen shows it anew, for somebody may have put another")
  func jumpToCurrent() {
    var show = ShowTheatre(of: "ab")
    show.settle()
    show.tell(.step(.jump("/a")))
    show.settle()
    #expect(show.shownText == "aa")
  }

  @Test("a picture is known by its path, and by an end of it that only one has")
  func names() {
    var show = ShowTheatre()
    let paths: [FilePath] = ["/x/a.png", "/x/b.png", "/y/b.png"]
    show.tell(.watched(paths.map { .added($0, nil, isNew: false) } + [.scanned]))
    #expect(show.schedule.picture(named: "/x/a.png") == "/x/a.png")
    #expect(show.schedule.picture(named: "a.png") == "/x/a.png")
    #expect(show.schedule.picture(named: "y/b.png") == "/y/b.png")
    #expect(show.schedule.picture(named: "b.png") == nil)
    #expect(show.schedule.picture(named: "/a.png") == nil)
    #expect(show.schedule.picture(named: "png") == nil)
    #expect(show.schedule.picture(named: "") == nil)
  }
}
