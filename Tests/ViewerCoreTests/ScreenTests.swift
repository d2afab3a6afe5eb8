import ShmShow
import Testing

@testable import ViewerCore

/// A viewer of a show that has its screen off.
@Suite("A screen that is off") struct ScreenTests {
  private func viewer(
    of state: ShowStatus.State, _ change: (inout ViewerModel.Options) -> Void = { _ in }
  ) -> ViewerTheatre {
    var theatre = ViewerTheatre(change)
    theatre.publish()
    theatre.settle()
    theatre.show = ShowStatus(state: state, position: 1, count: 3)
    theatre.ring()
    theatre.settle()
    return theatre
  }

  private func switches(_ theatre: ViewerTheatre) -> [Bool] {
    theatre.log.compactMap { if case .switchScreen(let isOn) = $0 { isOn } else { nil } }
  }

  @Test("the window is black, and shows the picture again once it is on", arguments: [false, true])
  func black(isQuiet: Bool) {
    var theatre = viewer(of: .off) { $0.preferences.isQuiet = isQuiet }
    #expect(theatre.glass.content?.overlay == .dark)
    theatre.show?.state = .playing
    theatre.ring()
    theatre.settle()
    #expect(theatre.glass.content?.overlay == nil)
    #expect(switches(theatre).isEmpty, "a window is on somebody's desktop")
  }

  @Test("a window that waits is black as well")
  func waiting() {
    var theatre = ViewerTheatre()
    theatre.show = ShowStatus(state: .off, note: "waiting")
    theatre.ring()
    #expect(theatre.waiting == .dark)
    theatre.show?.state = .waiting
    theatre.ring()
    #expect(theatre.waiting?.panels.first?.rows.first?.value == "waiting")
  }

  @Test("fullscreen switches the monitors, and the screen saver is let go")
  func fullscreen() {
    var theatre = viewer(of: .playing)
    theatre.press("f")
    theatre.tell(.stateChanged)
    theatre.settle()
    #expect(theatre.holdsScreenSaver)
    #expect(switches(theatre) == [true], "a viewer that was killed may have left them off")
    theatre.show?.state = .off
    theatre.ring()
    theatre.settle()
    #expect(!theatre.holdsScreenSaver && switches(theatre) == [true, false])
    theatre.show?.state = .playing
    theatre.ring()
    theatre.settle()
    #expect(theatre.holdsScreenSaver && switches(theatre) == [true, false, true])
  }

  @Test("who leaves fullscreen, or ends, switches them on again", arguments: ["f", "q"])
  func left(key: String) throws {
    var theatre = viewer(of: .off)
    theatre.press("f")
    theatre.tell(.stateChanged)
    theatre.settle()
    #expect(switches(theatre) == [false])
    theatre.press(try #require(key.unicodeScalars.first))
    #expect(switches(theatre) == [false, true])
  }

  @Test("once a minute it is seen to that the monitors still are off, and not for a window")
  func keptOff() {
    var theatre = viewer(of: .off)
    theatre.pass(.seconds(61))
    #expect(!theatre.log.contains(.keepScreenOff))
    theatre.press("f")
    theatre.tell(.stateChanged)
    theatre.settle()
    theatre.log = []
    for _ in 0..<3 { theatre.pass(.seconds(61)) }
    #expect(theatre.log.filter { $0 == .keepScreenOff }.count == 3)
    #expect(switches(theatre).isEmpty)
  }

  @Test("a show that was killed while it was off is found out")
  func killed() {
    var theatre = viewer(of: .off)
    theatre.show = nil
    theatre.pass(.seconds(61))
    theatre.settle()
    #expect(theatre.glass.content?.overlay == nil)
    #expect(theatre.model.deadline == nil)
  }
}
