import Testing

@testable import Slideshow

@Suite("The screen's switch") struct ScreenSwitchTests {
  /// On from 7 to 22 UTC; days are counted from 1970 on.
  private var screen: ScreenSwitch

  init() throws { screen = try ScreenSwitch(ShowHours("7-22")) { _ in 0 } }

  private func time(_ day: Int64, _ hour: Int64) -> Int64 { day * 86_400 + hour * 3600 }

  /// What it is at so many moments, one after the other.
  private mutating func states(_ moments: (Int64, Int64)...) -> [Bool] {
    moments.map { screen.state(at: time($0.0, $0.1)).isOn }
  }

  @Test("follows the hours, and tells when they change")
  mutating func hours() {
    let found = [time(3, 6), time(3, 7), time(3, 22)].map { screen.state(at: $0) }
    #expect(found.map(\.isOn) == [false, true, false])
    #expect(found.map(\.nextChange) == [time(3, 7), time(3, 22), time(4, 7)])
  }

  @Test("by hand holds until the hours change next")
  mutating func byHand() {
    screen.set(true, at: time(3, 23))
    let evening = states((3, 23), (4, 6), (4, 7), (4, 22))
    #expect(evening == [true, true, true, false])
    screen.set(false, at: time(5, 12))
    let noon = states((5, 12), (5, 21), (5, 22), (6, 6), (6, 7))
    #expect(noon == [false, false, false, false, true])
    screen.set(false, at: time(6, 12))
    screen.set(true, at: time(6, 13))
    let twice = states((6, 13), (6, 21), (6, 22))
    #expect(twice == [true, true, false])
  }

  @Test("a sleep over two changes ends it as well, and so does a clock that is set back over one")
  mutating func jumps() {
    screen.set(false, at: time(3, 12))
    let slept = states((4, 12))
    #expect(slept == [true])
    screen.set(false, at: time(4, 12))
    let setBack = states((4, 6), (4, 12))
    #expect(setBack == [false, true])
  }

  @Test("what was chosen in a show that was killed holds until the hours change as they were to")
  mutating func resumed() {
    screen.resume(isOn: true, until: time(4, 7), at: time(3, 23))
    let night = states((3, 23), (4, 6), (4, 8), (4, 22))
    #expect(night == [true, true, true, false])
    screen.resume(isOn: false, until: time(5, 22), at: time(5, 12))
    let day = states((5, 12), (5, 21), (6, 7))
    #expect(day == [false, false, true])
    screen.resume(isOn: true, until: time(6, 7), at: time(7, 23))
    screen.resume(isOn: false, until: time(7, 6), at: time(7, 23))
    let later = states((7, 23), (8, 7))
    #expect(later == [false, true], "it was to end long ago, or by other hours")
  }

  @Test("without hours it holds until it is switched again")
  mutating func noHours() {
    screen = ScreenSwitch(nil) { _ in 0 }
    let state = screen.state(at: 0)
    #expect(state == ScreenSwitch.State(isOn: true, nextChange: nil))
    screen.set(false, at: time(3, 12))
    let off = states((3, 12), (400, 7))
    screen.set(true, at: time(400, 8))
    let on = states((400, 8))
    #expect(off == [false, false] && on == [true])
  }
}
