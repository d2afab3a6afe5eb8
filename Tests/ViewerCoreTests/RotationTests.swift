import Pixels
import ShmChannel
import Testing

@testable import ViewerCore

@Suite("A screen that hangs turned") struct RotationTests {
  private let window = Size(width: 7, height: 4)

  @Test("degrees are those of the option", arguments: Rotation.allCases)
  func degrees(rotation: Rotation) {
    let quarters = rotation.rawValue / 90
    #expect(rotation.orientation == Orientation.upright.turned(quarters: quarters))
    #expect(rotation.turned(rotation.turned(window)) == window)
    #expect(rotation.turned(window) == (quarters % 2 == 0 ? window : Size(width: 4, height: 7)))
  }

  @Test("the top left corner goes clockwise around the window")
  func corners() {
    let upright = PixelRect(x: 0, y: 0, width: 1, height: 1)
    let corners = Rotation.allCases.map { $0.window(upright, of: $0.turned(window)) }
    #expect(corners.map(\.x) == [0, 6, 6, 0])
    #expect(corners.map(\.y) == [0, 0, 3, 3])
  }

  @Test(
    "a pixel's middle, its part and the rows agree on where it is", arguments: Rotation.allCases)
  func places(rotation: Rotation) {
    let size = rotation.turned(window)
    for y in 0..<window.height {
      for x in 0..<window.width {
        let pixel = PixelRect(x: x, y: y, width: 1, height: 1)
        let part = rotation.upright(pixel, in: window)
        let place = rotation.upright(Point(atX: Int32(x), y: Int32(y)), in: window)
        #expect(place == Point(atX: Int32(part.x), y: Int32(part.y)))
        #expect(part.intersection(PixelRect(size)) == part)
        #expect(rotation.window(part, of: size) == pixel)
      }
    }
  }

  @Test("parts that reach out of the window come back as they were", arguments: Rotation.allCases)
  func outside(rotation: Rotation) {
    let part = PixelRect(x: -3, y: 2, width: 20, height: 1)
    #expect(
      rotation.window(rotation.upright(part, in: window), of: rotation.turned(window)) == part)
  }

  /// A viewer whose window of 640x400 pixels is turned.
  private func viewer(_ rotation: Rotation) -> ViewerTheatre {
    var theatre = ViewerTheatre { $0.preferences.rotation = rotation }
    theatre.publish(width: 400, height: 640)
    theatre.settle()
    return theatre
  }

  @Test("pictures stand in the turned window, and the pointer where a person sees it")
  func model() {
    var theatre = viewer(.quarter)
    #expect(theatre.glass.content?.view.window == Size(width: 400, height: 640))
    #expect(theatre.glass.content?.view.isUnscaled == true)
    theatre.press("c", x: 639, y: 0)
    #expect(theatre.copied?.hasPrefix("0,0 ") == true, "\(theatre.copied ?? "")")
    theatre.press("c", x: 0, y: 10)
    #expect(theatre.copied?.hasPrefix("10,639 ") == true, "\(theatre.copied ?? "")")
    theatre.resize(to: Size(width: 300, height: 200))
    theatre.settle()
    #expect(theatre.glass.content?.view.window == Size(width: 200, height: 300))
  }

  @Test("what is dragged follows the pointer as it is seen")
  func drag() throws {
    var theatre = viewer(.threeQuarters)
    theatre.press("1")
    theatre.press("+")
    theatre.settle()
    let before = try #require(theatre.glass.content?.view.picture)
    for (cause, action, x, y) in [
      (Deed.Cause.press(.left), Action.drag(.begin), 100, 100), (.motion, .drag(.move), 130, 110),
      (.release(.left), .drag(.end), 130, 110),
    ] as [(Deed.Cause, Action, Int32, Int32)] {
      theatre.tell(
        .deed(Deed([action], cause: cause, atX: x, y: y, time: ServerTime(rawValue: 1))))
    }
    theatre.settle()
    let after = try #require(theatre.glass.content?.view.picture)
    // Right in the window is down for a person, and down is to the left.
    #expect(after.x - before.x == -10 && after.y - before.y == 30)
  }

  @Test("listeners hear of places in the picture, and of the window as it is seen")
  func events() {
    var theatre = ViewerTheatre { $0.preferences.rotation = .half }
    theatre.publish()  // 320x200, in the middle of 640x400
    theatre.settle()
    theatre.reports = []
    theatre.tell(
      .deed(
        Deed([], cause: .press(.left), atX: 639, y: 399, time: ServerTime(rawValue: 1))))
    #expect(theatre.reports.map(\.kind) == [.press])
    #expect(theatre.reports.first?.place == ViewerEvent.Place(x: -159.5, y: -99.5))
    theatre.reports = []
    var turned = viewer(.quarter)
    turned.reports = []
    turned.resize(to: Size(width: 300, height: 200))
    #expect(turned.reports.map(\.width) == [200] && turned.reports.map(\.height) == [300])
  }

  @Test("a window takes the size of its first picture as it is turned")
  func firstSize() {
    var theatre = ViewerTheatre(firstSize: .open(Size(width: 640, height: 400))) {
      $0.preferences.rotation = .quarter
    }
    theatre.publish(width: 320, height: 200)
    let sizes = theatre.log.compactMap { effect in
      if case .resize(let size, _) = effect { size } else { nil }
    }
    #expect(sizes == [Size(width: 200, height: 320)])
  }
}
