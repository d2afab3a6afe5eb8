import Pixels
import Testing

@testable import ViewerCore

/// Where a window stands that has been fullscreen before it was anything else.
@Suite struct HomeTests {
  private static let own = Size(width: 640, height: 400)
  private static let screen = Size(width: 1920, height: 1080)

  /// A window that begins fullscreen, whose window manager grants that.
  private func viewer(
    _ home: Home, place: Geometry.Place? = nil, firstSize: FirstSize = .settled
  ) -> ViewerTheatre {
    var theatre = ViewerTheatre(firstSize: firstSize) { options in
      options.home = home
      options.place = place
    }
    theatre.isFullscreen = true
    theatre.tell(.stateChanged)
    theatre.resize(to: Self.screen)
    return theatre
  }

  private func places(_ theatre: ViewerTheatre) -> [Home] {
    theatre.log.compactMap {
      if case .resize(let size, let corner) = $0 { Home(size: size, corner: corner) } else { nil }
    }
  }

  /// The window manager makes a window of it again, of a size that it has chosen.
  private func leave(_ theatre: inout ViewerTheatre, to size: Size) {
    theatre.press(.escape)
    theatre.resize(to: size)
    theatre.tell(.stateChanged)
    theatre.settle()
  }

  @Test("the window that it began as is asked for once, when fullscreen is first lost")
  func once() {
    let home = Home(
      size: Size(width: 600, height: 400), corner: .init(x: 660, y: 340), isBeginning: true)
    var theatre = viewer(home)
    theatre.publish(width: 600, height: 400)
    theatre.settle()
    #expect(places(theatre) == [])
    leave(&theatre, to: Size(width: 600, height: 363))
    #expect(places(theatre) == [Home(size: home.size, corner: home.corner)])
    theatre.pass(.seconds(1))
    theatre.press("f")
    leave(&theatre, to: Size(width: 600, height: 363))
    #expect(places(theatre).count == 1, "what a person makes of it then stays")
  }

  @Test(
    "a window manager that takes fullscreen away from a window that began so is believed, later")
  func refused() {
    let home = Home(size: Self.own, corner: .init(x: 640, y: 340), isBeginning: true)
    var theatre = viewer(home)
    theatre.isFullscreen = false
    theatre.tell(.stateChanged)
    #expect(places(theatre) == [])
    theatre.pass(Home.patience)
    #expect(places(theatre) == [Home(size: home.size, corner: home.corner)])
    theatre.press(.escape)
    #expect(theatre.status == 0)
  }

  @Test("a state that is written anew while the window manager takes the window in is no loss")
  func flicker() {
    let home = Home(size: Self.own, corner: .init(x: 640, y: 340), isBeginning: true)
    var theatre = viewer(home, firstSize: .open(Self.own))
    for isFullscreen in [false, true] {
      theatre.isFullscreen = isFullscreen
      theatre.tell(.stateChanged)
    }
    theatre.pass(.seconds(1))
    theatre.publish(width: 600, height: 400)
    theatre.settle()
    leave(&theatre, to: Self.own)
    #expect(
      places(theatre).last
        == Home(size: Size(width: 600, height: 400), corner: .init(x: 660, y: 340)))
  }

  @Test("a first frame that comes while fullscreen decides the size, in the monitor's middle")
  func firstFrame() {
    let home = Home(size: Self.own, corner: .init(x: 640, y: 340), isBeginning: true)
    var theatre = viewer(home, firstSize: .open(Self.own))
    theatre.publish(width: 600, height: 400)
    theatre.settle()
    #expect(theatre.shown == 1 && places(theatre) == [])
    leave(&theatre, to: Size(width: 1280, height: 800))
    #expect(
      places(theatre)
        == [Home(size: Size(width: 600, height: 400), corner: .init(x: 660, y: 340))])
  }

  @Test("a place that the user gave is kept for the first frame's size")
  func place() throws {
    let place = try #require(Geometry(argument: "-10+20")?.place)
    let home = Home(size: Self.own, corner: .init(x: 1270, y: 20), isBeginning: true)
    var theatre = viewer(home, place: place, firstSize: .open(Self.own))
    theatre.publish(width: 600, height: 400)
    theatre.settle()
    leave(&theatre, to: Self.own)
    #expect(
      places(theatre)
        == [Home(size: Size(width: 600, height: 400), corner: .init(x: 1310, y: 20))])
  }

  @Test("a window that goes fullscreen while it waits has its first frame's size afterwards")
  func waiting() {
    var theatre = ViewerTheatre(firstSize: .open(Self.own))
    theatre.press("f")
    theatre.resize(to: Self.screen)
    theatre.tell(.stateChanged)
    theatre.publish(width: 600, height: 400)
    theatre.settle()
    #expect(theatre.shown == 1 && places(theatre) == [])
    leave(&theatre, to: Self.own)
    #expect(places(theatre) == [Home(size: Size(width: 600, height: 400), corner: nil)])
  }

  @Test("so does one that the window manager makes fullscreen by itself, and says so late")
  func byManager() {
    var theatre = ViewerTheatre(firstSize: .open(Self.own))
    theatre.isFullscreen = true
    theatre.resize(to: Self.screen)
    theatre.publish(width: 600, height: 400)
    theatre.settle()
    leave(&theatre, to: Self.own)
    #expect(places(theatre).map(\.size) == [Size(width: 600, height: 400)])
  }

  @Test("a window that comes home without a picture still takes the first one's size")
  func homeWaiting() {
    let home = Home(size: Self.own, corner: .init(x: 640, y: 340), isBeginning: true)
    var theatre = viewer(home, firstSize: .open(Self.own))
    leave(&theatre, to: Size(width: 1280, height: 800))
    #expect(places(theatre).map(\.size) == [Self.own])
    theatre.resize(to: Self.own)
    theatre.pass(.seconds(1))
    theatre.publish(width: 600, height: 400)
    theatre.settle()
    #expect(places(theatre).map(\.size) == [Self.own, Size(width: 600, height: 400)])
    #expect(theatre.model.deadline != nil, "the window manager has not answered")
  }

  @Test("a window manager that keeps its own size for it has the last word")
  func overruled() {
    let home = Home(size: Self.own, corner: .init(x: 640, y: 340), isBeginning: true)
    var theatre = viewer(home, firstSize: .open(Self.own))
    leave(&theatre, to: Size(width: 1280, height: 800))
    theatre.pass(.seconds(1))
    theatre.publish(width: 600, height: 400)
    theatre.settle()
    #expect(theatre.shown == 1 && places(theatre).map(\.size) == [Self.own])
    #expect(theatre.model.deadline == nil)
  }
}
