import SystemPackage
import Testing

@testable import Slideshow

/// A show whose screen is off.
@Suite("A show that is off") struct ShowOffTests {
  @Test("decodes nothing, and no time is set; on again the slide has all of its time")
  func off() {
    var theatre = ShowTheatre(of: "abc")
    theatre.settle()
    #expect(theatre.shownText == "a" && theatre.preparing == "[b]")
    theatre.tell(.screen(isOn: false))
    #expect(theatre.children.isEmpty && theatre.schedule.deadline == nil)
    #expect(theatre.schedule.status.isOff)
    theatre.pass(.seconds(100_000))
    theatre.add("d")
    theatre.replace("a")
    theatre.remove("b")
    #expect(theatre.children.isEmpty && theatre.shownText == "a")
    theatre.tell(.screen(isOn: true))
    theatre.settle()
    #expect(theatre.shownText == "aa", "it was written anew meanwhile")
    theatre.pass(.milliseconds(4900))
    #expect(theatre.shownText == "aa")
    theatre.pass(.milliseconds(200))
    #expect(theatre.shownText == "aad")
  }

  @Test("is off from its start on, and begins when it is on")
  func start() {
    var theatre = ShowTheatre()
    theatre.tell(.screen(isOn: false))
    theatre.tell(.watched(ShowTheatre.found("ab") + [.scanned]))
    theatre.pass(.seconds(10))
    #expect(theatre.started.isEmpty)
    theatre.tell(.screen(isOn: true))
    theatre.settle()
    #expect(theatre.shownText == "a")
  }

  @Test("a step and a pause count once it is on")
  func commands() {
    var theatre = ShowTheatre(of: "abc")
    theatre.settle()
    theatre.tell(.screen(isOn: false))
    theatre.tell(.step(.last), .pause)
    #expect(theatre.children.isEmpty)
    theatre.tell(.screen(isOn: true))
    theatre.settle()
    #expect(theatre.shownText == "ac")
    theatre.pass(.seconds(100))
    #expect(theatre.shownText == "ac" && theatre.schedule.status.isPaused)
  }

  @Test("an animation ends, and begins anew")
  func animation() {
    var theatre = ShowTheatre()
    theatre.passes = ["/a": .seconds(60)]
    theatre.tell(.watched(ShowTheatre.found("ab") + [.scanned]))
    theatre.settle()
    #expect(theatre.players.count == 1)
    theatre.tell(.screen(isOn: false))
    #expect(theatre.players.isEmpty && theatre.children.isEmpty)
    theatre.tell(.screen(isOn: true))
    theatre.settle()
    #expect(theatre.shownText == "aa" && theatre.players.count == 1)
  }

  @Test("a picture on its way to the screen comes when it is on")
  func onItsWay() {
    var theatre = ShowTheatre(of: "ab")
    theatre.settle()
    theatre.tell(.step(.next))
    #expect(theatre.children.values.first?.isShowing == true)
    theatre.tell(.screen(isOn: false))
    #expect(theatre.children.isEmpty)
    theatre.tell(.screen(isOn: true))
    theatre.settle()
    #expect(theatre.shownText == "ab")
  }
}
