import Pixels
import Testing

@testable import ViewerCore

@Suite struct LookingTests {
  private let image = Size(width: 1000, height: 800)
  private let window = Size(width: 200, height: 100)
  private let middle = Point(x: 100, y: 50)

  private func view(_ looking: Looking) -> View { looking.view(of: image, in: window) }

  private func after(_ changes: LookChange...) -> Looking {
    var looking = Looking()
    for change in changes { looking.change(change, of: view(looking), at: middle) }
    return looking
  }

  @Test("s goes round the fits, and from a zoom to the first of them")
  func nextFit() {
    var looking = Looking(fit: .none)
    let rounds = (0..<5).map { _ in
      looking.change(.nextFit, of: view(looking), at: middle)
      return view(looking).look.scale
    }
    #expect(rounds == [.fit(.shrink), .fit(.fit), .fit(.fill), .fit(.none), .fit(.shrink)])
    #expect(view(after(.zoom(by: 1), .nextFit)).look.scale == .fit(.shrink))
  }

  @Test("100 % is 100 % for pictures of other sizes, too, and a zoom is relative")
  func otherSizes() {
    let other = Size(width: 500, height: 400)
    #expect(after(.actualSize).view(of: other, in: window).scale == 1)
    let zoomed = after(.actualSize, .zoom(by: 2))
    #expect(view(zoomed).scale == 2)
    #expect(zoomed.view(of: other, in: window).scale == 4)
    #expect(view(zoomed).scale == 2, "a picture in between changes nothing")
  }

  @Test("a picture is panned by a tenth of the window, and only where there is more of it")
  func panning() {
    let all = after(.fit(.shrink))
    let large = after(.actualSize)
    for direction in LookChange.Direction.allCases {
      #expect(!view(all).allows(.pan(direction)))
      #expect(view(large).allows(.pan(direction)))
      #expect(view(after(.pan(direction))).picture == view(all).picture)
    }
    let start = view(large).picture
    for (direction, x, y) in [
      (LookChange.Direction.left, 20, 0), (.right, -20, 0), (.up, 0, 10), (.down, 0, -10),
    ] {
      #expect(view(after(.actualSize, .pan(direction))).picture == start.moved(x: x, y: y))
    }
  }

  @Test("what is dragged stays under the pointer, also after the edges have stopped it")
  func dragging() {
    var looking = after(.actualSize)
    let start = view(looking).picture
    func drag(_ x: Double, _ y: Double) {
      looking.drag(to: Point(x: x, y: y), of: view(looking))
    }
    drag(7, 7)
    #expect(view(looking).picture == start, "nothing is held yet")
    looking.grab(at: Point(x: 10.5, y: 10.5))
    drag(15.5, 8.5)
    #expect(view(looking).picture == start.moved(x: 5, y: -2))
    drag(9_010.5, 10.5)
    #expect(view(looking).picture.x == 0)
    drag(30.5, 10.5)
    #expect(view(looking).picture == start.moved(x: 20, y: 0))
    looking.letGo()
    drag(0, 0)
    #expect(view(looking).picture == start.moved(x: 20, y: 0))
  }

  @Test("0 forgets scale, place, turns and style, and goes back to --fit")
  func reset() {
    var looking = Looking(fit: .fill)
    let first = looking
    for change: LookChange in [.zoom(by: 3), .pan(.left), .turn(quarters: 1), .mirrorUpDown] {
      looking.change(change, of: view(looking), at: middle)
    }
    looking.toggleMagnification(in: view(looking))
    looking.changeBackdrop()
    #expect(looking != first)
    looking.reset()
    #expect(looking == first)
  }

  @Test("a picture that fits beyond the ladder's ends is not zoomed the wrong way")
  func beyondTheLadder() {
    let (dot, strip) = (Size(width: 1, height: 1), Size(width: 65_535, height: 3))
    let looking = Looking(fit: .fit)
    for (size, steps) in [(dot, 1), (strip, -1)] {
      let view = looking.view(of: size, in: window)
      #expect(view.look(after: .zoom(by: steps), at: middle) == view.look)
    }
  }

  @Test(
    "zooming in and out again leads back, and 100 % is so anywhere",
    arguments: Look.Fit.allCases, Orientation.allCases)
  func thereAndBack(fit: Look.Fit, orientation: Orientation) {
    var looking = Looking(fit: fit)
    looking.change(.actualSize, of: view(looking), at: middle)
    while view(looking).look.orientation != orientation {
      looking.change(
        view(looking).look.orientation == .quarterCounterclockwise
          ? .mirrorSideways : .turn(quarters: 1), of: view(looking), at: middle)
    }
    looking.change(.pan(.right), of: view(looking), at: middle)
    let start = view(looking).picture
    for point in [middle, Point(x: 0.5, y: 0.5), Point(x: 199.5, y: 20.5)] {
      for _ in 0..<7 { looking.change(.zoom(by: 1), of: view(looking), at: point) }
      #expect(view(looking).scale == 12)
      for _ in 0..<7 { looking.change(.zoom(by: -1), of: view(looking), at: point) }
      #expect(view(looking).picture == start)
    }
  }
}
