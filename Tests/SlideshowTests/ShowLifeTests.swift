import SystemPackage
import Testing

@testable import Slideshow

@Suite struct ShowLifeTests {
  @Test("a show without pictures waits, and shows the first that comes at once")
  func waiting() {
    var show = ShowTheatre(of: "")
    #expect(show.schedule.status.isWaiting)
    #expect(show.schedule.deadline == nil)
    show.add("a")
    show.settle()
    #expect(show.shownText == "a")
    #expect(!show.schedule.status.isWaiting)
    show.remove("a")
    #expect(show.schedule.status.isWaiting)
    #expect(show.schedule.deadline == nil)
    show.add("b")
    show.settle()
    #expect(show.shownText == "ab")
  }

  @Test("deleted pictures leave the show, also when they are ready or on their way")
  func deleted() {
    var show = ShowTheatre(of: "abcd")
    show.settle()
    show.remove("b")
    #expect(show.preparing == "c")
    show.settle()
    show.tell(.step(.next))
    show.settle()
    show.tell(.step(.next))
    show.settle()
    #expect(show.shownText == "acd")
    show.tell(.step(.first))
    show.settle()
    show.tell(.step(.next))
    show.remove("c")
    show.settle()
    #expect(show.shown.last == "d" || show.shown.last == "c")
  }

  @Test("a show of one round ends when the last has had its time")
  func once() {
    var show = ShowTheatre(of: "abc") { $0.playlist.isOnce = true }
    show.settle()
    show.answer(.failed("is broken"))
    show.settle()
    show.pass(.milliseconds(9_999))
    #expect(show.shownText == "ac")
    #expect(!show.isFinished)
    show.pass(.milliseconds(1))
    #expect(show.isFinished)
    #expect(show.children.isEmpty)
  }

  @Test("a show of one round without any good picture ends, but not before all were looked at")
  func onceBroken() {
    var show = ShowTheatre { $0.playlist.isOnce = true }
    show.tell(.watched(ShowTheatre.found("ab")))
    show.pass(.seconds(1))
    #expect(!show.isFinished)
    #expect(show.preparing == nil, "sorted at the end, since none may be missed")
    show.tell(.watched([.scanned]))
    show.answer(.failed("is broken"))
    show.answer(.skipped)
    #expect(show.isFinished)
  }

  @Test("a show of one round does not end while the last shot may have another file")
  func onceRefused() {
    var show = ShowTheatre(of: "b") { $0.playlist.isOnce = true }
    guard let number = show.children.keys.first else {
      Issue.record("nothing is decoded")
      return
    }
    show.children[number] = nil
    #expect(
      show.schedule.take([.child(number, .failed("is broken"))], at: .zero) == [
        .log("/b", "is broken"), .refuse("/b"),
      ])
    show.add("c")
    show.settle()
    #expect(show.shownText == "c" && !show.isFinished)
    show.pass(.seconds(5))
    #expect(show.isFinished)
  }

  @Test("an animation is seen whole before the next slide")
  func animation() {
    var show = ShowTheatre(of: "ab") { $0.longestDecoding = .seconds(10) }
    show.passes["/a"] = .seconds(7)
    show.settle()
    show.pass(.seconds(6))
    #expect(show.shownText == "a")
    guard let player = show.players.keys.first else {
      Issue.record("nothing plays")
      return
    }
    show.tell(.child(player, .played))
    show.settle()
    #expect(show.shownText == "ab")
    #expect(show.players.isEmpty)
  }

  @Test("an animation that never ends does not hold the show for ever")
  func endlessAnimation() {
    var show = ShowTheatre(of: "ab") { $0.longestDecoding = .seconds(10) }
    show.passes["/a"] = .seconds(7)
    show.settle()
    show.pass(.seconds(16))
    #expect(show.shownText == "a")
    show.pass(.seconds(1))
    #expect(show.shownText == "ab")
  }

  @Test(
    "one pass of an animation keeps the show ten intervals, a minute at least, or as long as told",
    arguments: [
      (5, nil, 60), (20, nil, 200), (5, 7, 7),
    ] as [(Int, Int?, Int)])
  func longAnimation(interval: Int, longest: Int?, seconds: Int) {
    var show = ShowTheatre(of: "ab") {
      $0.interval = .seconds(interval)
      $0.longestPlay = longest.map { .seconds($0) }
    }
    show.passes["/a"] = .seconds(86_400)
    show.settle()
    show.pass(.seconds(seconds - 1))
    #expect(show.shownText == "a")
    show.pass(.seconds(1))
    #expect(show.shownText == "ab")
  }

  @Test("an animation whose child dies has had its pass")
  func deadAnimation() {
    var show = ShowTheatre(of: "ab")
    show.passes["/a"] = .seconds(60)
    show.settle()
    show.pass(.seconds(6))
    for number in show.players.keys {
      show.players[number] = nil
      show.tell(.child(number, .interrupted("was killed")))
    }
    show.settle()
    #expect(show.shownText == "ab")
    #expect(show.log == ["/a: was killed"])
  }

  @Test("when the channel is made anew, what was on screen is shown again")
  func newChannel() {
    var show = ShowTheatre(of: "ab")
    show.settle()
    show.tell(.channelIsNew)
    show.settle()
    #expect(show.shownText == "aa")
    show.remove("a")
    show.tell(.channelIsNew)
    show.settle()
    #expect(show.shownText == "aab")
  }

  @Test("a picture that went with its channel, before it was said to be shown, is shown again")
  func newChannelMeanwhile() {
    var show = ShowTheatre(of: "ab")
    for shown in ["", "a"] {
      // The first picture, and then the one that was on screen in the channel before.
      #expect(show.shownText == shown && show.preparing == "a")
      show.read()
      show.answer(.ready(pass: nil))
      #expect(show.preparing == "[a]", "it is told to show it")
      show.tell(.channelIsNew)
      #expect(show.preparing == "a")
      show.settle()
      show.tell(.channelIsNew)
    }
    show.settle()
    #expect(show.shownText == "aaa")
  }

  @Test("the pictures of the start are sorted once, and the show begins after half a second")
  func start() {
    var show = ShowTheatre()
    show.tell(.watched(ShowTheatre.found("cd")))
    #expect(show.preparing == nil)
    show.pass(.milliseconds(499))
    show.tell(.watched(ShowTheatre.found("b")))
    #expect(show.preparing == nil)
    show.now += .milliseconds(1)
    show.tell(.time)
    #expect(show.preparing == "b")
    show.tell(.watched(ShowTheatre.found("a") + [.scanned]))
    show.settle()
    #expect(show.shownText == "b")
    show.pass(.seconds(15))
    #expect(show.shownText == "bcda")
  }

  @Test("a picture to start with is waited for until all are known")
  func startAt() {
    var show = ShowTheatre { $0.playlist.start = ["/c"] }
    show.tell(.watched(ShowTheatre.found("ab")))
    show.pass(.seconds(1))
    #expect(show.preparing == nil)
    show.tell(.watched(ShowTheatre.found("c") + [.scanned]))
    #expect(show.preparing == "c")
  }

  @Test("a picture to start with may have several names, of which the first that is there counts")
  func startNames() {
    var show = ShowTheatre { $0.playlist.start = ["/x", "/c", "/b"] }
    show.tell(.watched(ShowTheatre.found("abc")))
    show.pass(.seconds(1))
    #expect(show.preparing == nil)
    show.tell(.watched([.scanned]))
    #expect(show.preparing == "c")
    #expect(show.log.isEmpty)
    var other = ShowTheatre(of: "a") { $0.playlist.start = ["/x", "/c"] }
    other.settle()
    #expect(
      other.log == ["/x: is not among the pictures; the show starts with the first"])
  }
}
