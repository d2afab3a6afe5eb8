import SystemPackage
import Testing

@testable import Slideshow

@Suite struct ShowScheduleTests {
  @Test("pictures are shown in order, each for its interval, and decoded ahead")
  func order() {
    var show = ShowTheatre(of: "abc")
    #expect(show.preparing == "a")
    show.settle()
    #expect(show.shownText == "a")
    #expect(show.preparing == "[b]")
    show.pass(.milliseconds(4_999))
    #expect(show.shownText == "a")
    show.pass(.milliseconds(1))
    #expect(show.shownText == "ab")
    show.pass(.seconds(10))
    #expect(show.shownText == "abca")
  }

  @Test("a show of one round whose list goes on waits for what that names, and ends after its end")
  func openList() {
    var show = ShowTheatre { $0.playlist.isOnce = true }
    show.tell(.watched(ShowTheatre.found("b")))
    show.settle()
    #expect(show.shownText == "", "there may be one that comes before it")
    show.tell(.watched(ShowTheatre.found("a") + [.gathered]))
    show.settle()
    show.pass(.seconds(100))
    #expect(show.shownText == "ab" && !show.isFinished)
    show.add("0")
    show.settle()
    #expect(show.shownText == "ab0", "the time of the last is over")
    show.tell(.watched([.scanned]))
    show.pass(.seconds(5))
    #expect(show.isFinished)
  }

  @Test("a picture that is late is shown when it is ready, and the next one a whole interval later")
  func late() {
    var show = ShowTheatre(of: "ab")
    show.decode()
    show.now = .seconds(7)
    show.tell(.time)
    #expect(show.shownText == "a")
    show.decode()
    #expect(show.shownText == "ab")
    #expect(show.schedule.deadline == .seconds(12))
  }

  @Test("a single picture is decoded once, and no clock runs")
  func single() {
    var show = ShowTheatre(of: "a")
    show.settle()
    #expect(show.schedule.deadline == nil)
    #expect(show.started == ["a"])
    show.now = .seconds(100)
    show.add("b")
    show.settle()
    #expect(show.shownText == "ab", "its time has long been over")
  }

  @Test("a new picture is shown next, and then the order goes on")
  func arrival() {
    var show = ShowTheatre(of: "abd")
    show.settle()
    show.add("c")
    show.settle()
    #expect(show.shownText == "a")
    #expect(show.preparing == "[c]")
    show.pass(.seconds(15))
    #expect(show.shownText == "acbd")
  }

  /// A show of `a` with `--newest`, on screen.
  /// On its first picture, with a camera's large pictures.
  private static var newestShow: ShowTheatre {
    var show = ShowTheatre(of: "a") { $0.playlist.isNewestOnly = true }
    show.decoding = .milliseconds(400)
    show.settle()
    return show
  }

  private static func new(_ names: String) -> ShowSchedule.Input {
    .watched(
      names.map {
        .added(FilePath("/\($0)"), FileStamp(modified: 0, byteCount: 1), isNew: true)
      })
  }

  @Test("with --newest a burst of shots ends on the last, and none before it is decoded to its end")
  func burst() {
    var show = Self.newestShow
    for shot in "bcdefghijk" {
      show.add(String(shot))
      #expect(show.preparing == String(shot), "the one before it is given up at once")
      show.now += .milliseconds(100)
    }
    show.settle()
    #expect(show.shownText == "ak")
    // Told of together, only the last is begun at all.
    show.tell(Self.new("123"))
    show.settle()
    #expect(show.shownText == "ak3" && show.started.suffix(2) == ["k", "3"])
    show.pass(.seconds(100))
    #expect(show.shownText == "ak3", "those that were passed over do not come by themselves")
    show.tell(.step(.next))
    #expect(show.preparing != nil, "but are there")
  }

  @Test("with --newest something is shown all the same while shots come faster than it is decoded")
  func longBurst() {
    var show = Self.newestShow
    for shot in "bcdefg" {
      show.add(String(shot))
      show.now += .milliseconds(600)
    }
    #expect(show.preparing == "f", "for two seconds nothing was shown")
    show.decode()
    #expect(show.shownText == "af" && show.preparing == "g")
    show.settle()
    #expect(show.shownText == "afg")
  }

  @Test("with --newest a folder that a program fills without end shows what there is time for")
  func stream() {
    var show = ShowTheatre(of: "a") { $0.playlist.isNewestOnly = true }
    show.decoding = .milliseconds(60)
    show.settle()
    for name in "bcdefghijklmnopqrstuvwxyz0123456789".map({ String($0) }) {
      show.add(name)
      show.now += .milliseconds(50)
      if show.preparing != name { show.decode() }  // it was not given up
    }
    #expect(show.shown.count >= 4, "\(show.shownText)")
  }

  @Test("with --newest a burst whose last shot cannot be shown ends on the one before")
  func brokenBurst() {
    var show = Self.newestShow
    show.broken = ["/3", "/4"]
    show.tell(Self.new("1234"))
    show.settle()
    #expect(show.shownText == "a2")
    show.add("5")
    show.settle()
    #expect(show.shownText == "a25")
  }

  @Test("with --newest a shot that gets its name while it is decoded is shown under that, once")
  func renamedShot() {
    for isRead in [false, true] {
      var show = Self.newestShow
      show.add("b.tmp")
      if isRead { show.read() }
      show.move("b.tmp", "b")
      #expect(show.preparing == "b")
      show.settle()
      #expect(show.shown == ["a", "b"])
      // Told to show it, it shows it under the old name, and then once more.
      show.add("c.tmp")
      show.read()
      show.answer(.ready(pass: nil))
      show.move("c.tmp", "c")
      show.settle()
      #expect(show.shown == ["a", "b", "c", "c"] && show.schedule.slide?.path == "/c")
      show.pass(.seconds(100))
      #expect(show.shown.count == 4)
    }
  }

  @Test("the picture on screen that is renamed is shown under its new name, and keeps its deadline")
  func renamedSlide() {
    var show = ShowTheatre(of: "ac")
    show.settle()
    show.pass(.seconds(2))
    show.move("a", "b")
    show.settle()
    #expect(show.shownText == "ab")
    show.pass(.seconds(3))
    #expect(show.shownText == "abc")
    show.move("b", "z")
    show.settle()
    #expect(show.shownText == "abc", "another that is renamed moves nothing")
    show.pass(.seconds(5))
    #expect(show.shownText == "abcz")
  }

  @Test("with --newest a burst whose shots get their names late ends on the last of them")
  func renamedBurst() {
    var show = Self.newestShow
    for shot in "bcd" { show.add("\(shot).tmp") }
    for shot in "bcd" { show.move("\(shot).tmp", String(shot)) }
    show.settle()
    #expect(show.shownText == "ad")
    show.broken = ["/f.tmp"]
    show.tell(Self.new("e"))
    show.add("f.tmp")
    show.move("e", "g")
    show.move("f.tmp", "f")
    show.settle()
    #expect(show.shownText == "adg", "the one before it, by the name that it has")
  }

  @Test("with --newest a rename of what was shown, or there before, moves nothing")
  func renamedOld() {
    var show = ShowTheatre(of: "ab") { $0.playlist.isNewestOnly = true }
    show.settle()
    show.add("c")
    show.settle()
    #expect(show.shownText == "bc")
    show.move("a", "x")
    show.move("b", "y")
    #expect(show.preparing == nil)
    show.close("y")
    show.settle()
    #expect(show.shownText == "bc" && show.schedule.playlist.current == "/c")
    show.tell(.step(.next))
    show.settle()
    #expect(show.shownText.hasSuffix("cy"), "each stands where it stood")
  }

  @Test("with --newest a shot that is written over by a rename is shown if it holds other bytes")
  func renamedOver() {
    var show = Self.newestShow
    show.add("b")
    show.settle()
    for isOther in [false, true] {
      for isDecoding in [false, true] {
        let count = show.shown.count
        show.contents["/t"] = isOther ? UInt64(count) + 10 : show.contents["/a"]
        show.contents["/b"] = show.contents["/b"] ?? 0
        if !isDecoding { show.tell(.pause) }
        show.add("t")
        show.move("t", "a")
        show.tell(.resume)
        show.settle()
        if isOther { #expect(show.shown.last == "a" && show.shown.count == count + 1) }
        #expect(show.schedule.playlist.count == 2 && show.schedule.target == nil)
        show.replace("b")
        show.settle()
        #expect(show.shown.last == "b")
      }
    }
  }

  @Test("with --newest a shot that was shown moves the show again only with other bytes")
  func touched() {
    var show = Self.newestShow
    for name in ["b", "c", "d"] {
      show.add(name)
      show.settle()
    }
    for name in ["a", "c", "b", "d", "a"] {
      show.close(name)
      show.settle()
      #expect(show.shownText == "abcd" && show.schedule.playlist.current == "/d")
    }
    #expect(show.schedule.status.tally.shown == 4 && show.log.isEmpty)
    show.tell(.step(.next))
    show.settle()
    #expect(show.shownText == "abcdc", "nor has it changed the order")
    show.replace("a")
    show.settle()
    #expect(show.shownText == "abcdca")
    let count = show.started.count
    show.close("a")
    show.settle()
    #expect(show.shownText == "abcdca" && show.started.count == count + 1)
  }

  @Test("with --newest what is decoded is shown though old shots are touched meanwhile")
  func touchedMeanwhile() {
    var show = Self.newestShow
    for name in ["b", "c"] {
      show.add(name)
      show.settle()
    }
    show.add("d")
    show.read()
    show.tell(
      .watched(
        ["a", "b"].map { .replaced(FilePath("/\($0)"), FileStamp(modified: 1, byteCount: 1)) }))
    show.settle()
    #expect(show.shownText == "abcd" && show.preparing == nil)
    // Of those that were written over, the last is shown; of two of which one was, that one.
    show.contents["/a"] = 7
    show.contents["/c"] = 7
    for name in ["a", "c", "b"] { show.close(name) }
    show.settle()
    #expect(show.shownText == "abcdc")
    show.add("e")
    for _ in 0..<30 {
      show.close("b")
      show.now += .milliseconds(100)
      if show.preparing == "b" { show.read() }
    }
    #expect(show.preparing == "e")
    show.close("b")
    show.settle()
    #expect(show.shown.last == "e", "endless touching does not keep it from the screen")
  }

  @Test(
    "with --newest what is on screen is the newest when it changes behind another that has changed")
  func changedBehind() {
    var show = Self.newestShow
    show.add("b")
    show.settle()
    show.replace("a")
    #expect(show.preparing == "a")
    show.replace("b")
    show.settle()
    #expect(show.shownText == "abb" && show.schedule.slide?.path == "/b")
    #expect(show.onScreen == ContentsDigest(rawValue: 1))
  }

  @Test("what cannot be shown is told of, so that the other file of its shot is")
  func refused() {
    var show = Self.newestShow
    show.broken = ["/b"]
    show.add("b")
    show.settle()
    #expect(show.refused == ["b"] && show.shownText == "a")
    show.add("c")
    show.answer(.interrupted("was killed"))
    show.add("b")
    show.read()
    // It has changed when it is known that it is broken, or right afterwards.
    show.close("b")
    show.answer(.failed("is broken"))
    guard let number = show.children.keys.first else {
      Issue.record("it is not tried again")
      return
    }
    show.children[number] = nil
    show.tell(
      .child(number, .failed("is broken")),
      .watched([.replaced("/b", FileStamp(modified: 3, byteCount: 1))]))
    #expect(show.refused == ["b"])
  }

  @Test("with --newest each new picture is shown at once, and nothing else moves")
  func newest() {
    var show = ShowTheatre { $0.playlist.isNewestOnly = true }
    let old = WatchEvent.added("/a", FileStamp(modified: 5, byteCount: 1), isNew: false)
    let older = WatchEvent.added("/b", FileStamp(modified: 4, byteCount: 1), isNew: false)
    show.tell(.watched([older, old, .scanned]))
    show.settle()
    show.pass(.seconds(100))
    #expect(show.shownText == "a")
    #expect(show.schedule.deadline == nil)
    for name in ["c", "d"] {
      show.add(name)
      show.settle()
    }
    #expect(show.shownText == "acd")
    show.tell(.step(.next))
    show.settle()
    #expect(show.shownText == "acdc")
  }

  @Test("a new picture that was incomplete at first is new once it is whole")
  func repaired() {
    for isNewestOnly in [false, true] {
      var show = ShowTheatre(of: "abc") { $0.playlist.isNewestOnly = isNewestOnly }
      show.settle()
      let first = show.shownText
      show.add("z")
      if !isNewestOnly { show.tell(.step(.next)) }
      show.answer(.failed("incomplete"))
      show.settle()
      show.replace("z")
      show.settle()
      if !isNewestOnly { show.pass(.seconds(5)) }
      #expect(show.shownText == first + (isNewestOnly ? "z" : "bz"))
    }
  }

  @Test("with --newest a first picture that is broken gives way to the next newest")
  func newestBroken() {
    var show = ShowTheatre(of: "ab") { $0.playlist.isNewestOnly = true }
    show.answer(.failed("is broken"))
    show.settle()
    #expect(show.shown.count == 1)
    show.add("c")
    show.answer(.failed("is broken, too"))
    show.settle()
    #expect(show.shown.count == 1, "the picture on screen stays")
    #expect(show.log.count == 2)
  }

  @Test("the picture on screen that is replaced is shown anew at once, and keeps its deadline")
  func replaced() {
    var show = ShowTheatre(of: "ab")
    show.settle()
    show.pass(.seconds(2))
    show.replace("a")
    #expect(show.preparing == "a")
    show.settle()
    #expect(show.shownText == "aa")
    show.pass(.seconds(3))
    #expect(show.shownText == "aab")
  }

  @Test("a file that is closed again, and holds what is on screen, is not shown again")
  func unchanged() {
    var show = ShowTheatre(of: "ab") { $0.playlist.isNewestOnly = true }
    show.settle()
    // Read just before its last close, which is told of before it is shown, or afterwards.
    show.add("c")
    show.read()
    show.close("c")
    show.settle()
    #expect(show.shownText == "bc" && show.started.suffix(2) == ["c", "c"])
    show.close("c")
    show.settle()
    #expect(show.shownText == "bc" && show.preparing == nil)
    #expect(show.schedule.status.tally.shown == 2 && show.log.isEmpty)
    show.replace("c")
    show.settle()
    #expect(show.shownText == "bcc", "other bytes are shown")
  }

  @Test("what changes while it is read again, or after that, is shown")
  func changedMeanwhile() {
    var show = ShowTheatre(of: "a")
    show.settle()
    show.close("a")
    #expect(show.preparing == "a")
    // The child has read, and not answered, when other bytes are written.
    show.contents["/a"] = 7
    show.tell(.watched([.replaced("/a", FileStamp(modified: 1, byteCount: 1))]))
    show.answer(.unchanged)
    #expect(show.preparing == "a")
    show.settle()
    #expect(show.shownText == "aa" && show.onScreen == ContentsDigest(rawValue: 7))
    #expect(show.preparing == nil)
  }

  @Test("what is asked for, or has left the screen, is shown whatever its file holds")
  func demanded() {
    var show = ShowTheatre(of: "a")
    show.passes["/a"] = .seconds(3)
    show.settle()
    show.tell(.step(.jump("/a")))
    show.settle()
    #expect(show.shownText == "aa")
    show.tell(.channelIsNew)
    show.settle()
    #expect(show.shownText == "aaa")
    show.tell(.screen(isOn: false))
    show.tell(.screen(isOn: true))
    show.settle()
    #expect(show.shownText == "aaaa", "an animation plays again")
    // Asked for while its file is looked at again.
    show.close("a")
    show.tell(.step(.jump("/a")))
    show.answer(.unchanged)
    show.settle()
    #expect(show.shownText == "aaaaa")
  }

  @Test("an animation whose file is closed again goes on playing")
  func playing() {
    var show = ShowTheatre(of: "a")
    show.passes["/a"] = .seconds(3)
    show.settle()
    show.close("a")
    show.settle()
    #expect(show.shownText == "a" && show.players.count == 1)
  }

  @Test("a child that says so of what it was not told counts as broken")
  func nonsense() {
    var show = ShowTheatre(of: "ab")
    show.answer(.unchanged)
    #expect(show.log == ["/a: its decoder talks nonsense"])
    show.settle()
    #expect(show.shownText == "b")
  }

  @Test("a picture that is replaced while it waits is decoded anew")
  func outdated() {
    var show = ShowTheatre(of: "ab")
    show.settle()
    show.replace("b")
    #expect(show.preparing == "b")
    #expect(show.started == ["a", "b", "b"])
    // Replaced while it is decoded: what comes of it is not held.
    show.replace("b")
    show.decode()
    #expect(show.preparing == "b")
  }

  @Test("a picture that changes all the time is shown all the same")
  func everChanging() {
    var show = ShowTheatre(of: "a")
    show.replace("a")
    show.decode()
    show.replace("a")
    show.decode()
    #expect(show.shownText == "aa")
  }

  @Test("broken pictures are told once, and tried again only when they change")
  func broken() {
    var show = ShowTheatre(of: "abc")
    show.settle()
    show.children.keys.forEach { number in
      show.children[number] = nil
      show.tell(.child(number, .failed("is broken")))
    }
    show.settle()
    show.pass(.seconds(15))
    #expect(show.shownText == "acac")
    #expect(show.log == ["/b: is broken"])
    show.replace("b")
    show.settle()
    show.pass(.seconds(5))
    #expect(show.shownText == "acacb")
  }

  @Test("files that are no pictures are passed over without a word")
  func skipped() {
    var show = ShowTheatre(of: "abc")
    show.answer(.skipped)
    show.answer(.skipped)
    show.settle()
    #expect(show.shownText == "c")
    #expect(show.log.isEmpty)
    #expect(show.schedule.status.position.count == 1)
  }

  @Test("a killed child costs its turn and no more")
  func interrupted() {
    var show = ShowTheatre(of: "abc")
    show.settle()
    show.answer(.interrupted("was killed"))
    show.settle()
    show.pass(.seconds(15))
    #expect(show.shownText == "acab")
    #expect(show.log == ["/b: was killed"])
  }

  @Test("children that are always killed do not keep the machine busy")
  func alwaysKilled() {
    var show = ShowTheatre(of: "ab")
    for _ in 0..<1000 {
      if show.preparing == nil {
        guard let deadline = show.schedule.deadline else { break }
        show.now = deadline
        show.tell(.time)
      } else {
        show.answer(.interrupted("was killed"))
      }
    }
    #expect(show.started.count > 10)
    #expect(show.now > .seconds(1000))
    show.now += .seconds(5)
    show.tell(.time)
    show.settle()
    #expect(show.shown.count == 1)
  }

  @Test("what is postponed is tried again, and told once")
  func postponed() {
    var show = ShowTheatre(of: "a")
    for _ in 0..<5 {
      show.answer(.postponed("no room"))
      show.now += .seconds(5)
      show.tell(.time)
    }
    show.settle()
    #expect(show.shownText == "a")
    #expect(show.log == ["/a: no room"])
  }

  @Test("a child that takes too long is dropped, and its picture counts as broken")
  func tooLong() {
    var show = ShowTheatre(of: "ab") { $0.longestDecoding = .milliseconds(1_500) }
    show.now = .milliseconds(1_500)
    show.tell(.time)
    #expect(show.log == ["/a: took longer than 1.5 s"])
    show.settle()
    #expect(show.shownText == "b")
    #expect(show.schedule.status.position.count == 1)
  }
}
