import Pixels
import Testing

@testable import ViewerCore

@Suite struct ViewStepsTests {
  private static let images = [
    Size(width: 1, height: 1), Size(width: 7, height: 300), Size(width: 640, height: 480),
    Size(width: 8000, height: 6000), Size(width: 65_535, height: 2),
  ]
  private static let windows = [
    Size(width: 1, height: 1), Size(width: 333, height: 64), Size(width: 1920, height: 1080),
  ]

  private static let places = [.middle, Look.Place(x: 0, y: 1), Look.Place(x: 0.31, y: 0.77)]

  /// Every view that a table of looks, pictures and windows gives.
  private static func views(_ image: Size) -> [View] {
    var scales = Look.Fit.allCases.map { Look.Scale.fit($0) }
    scales += Zoom.ladder.map { .zoom($0) }
    return windows.flatMap { window in
      Orientation.allCases.flatMap { orientation in
        scales.flatMap { scale in
          places.map { place in
            var look = Look()
            look.scale = scale
            look.orientation = orientation
            look.centre = place
            return View(image: image, window: window, look: look)
          }
        }
      }
    }
  }

  @Test("a pixel of the picture is found again where it is shown", arguments: images)
  func roundTrip(image: Size) {
    for view in Self.views(image) {
      let picture = view.picture
      // Below 100 % several pixels share one of the window.
      let slack = (
        x: image.width / max(1, sides(view).width) + 1,
        y: image.height / max(1, sides(view).height) + 1
      )
      for (x, y) in [(0, 0), (image.width - 1, image.height - 1), (image.width / 3, 0)] {
        let middle = view.middle(ofPixelAtX: x, y: y)
        let column = min(picture.maxX - 1, Int(middle.x.rounded(.down)))
        let row = min(picture.maxY - 1, Int(middle.y.rounded(.down)))
        let found = view.pixel(atX: column, y: row)
        let isNear = found.map { abs($0.x - x) <= slack.x && abs($0.y - y) <= slack.y } ?? false
        #expect(isNear, "\(view) \(x),\(y) -> \(middle) -> \(String(describing: found))")
        if view.scale >= 1 { #expect(found ?? (-1, -1) == (x, y), "\(view)") }
      }
      #expect(view.pixel(atX: picture.maxX, y: picture.y) == nil)
    }
  }

  private func sides(_ view: View) -> Size {
    let picture = Size(view.picture)
    return view.look.orientation.swapsSides
      ? Size(width: picture.height, height: picture.width) : picture
  }

  @Test("edges stop at the window's, however far it is panned or zoomed", arguments: images)
  func edges(image: Size) {
    for view in Self.views(image) {
      for (x, y) in [(0, 0), (3, -2), (1_000_000, 1_000_000), (-1_000_000, 7)] {
        expectCovered(view.with(view.panned(x: x, y: y)))
      }
      for steps in [-30, -1, 1, 30] {
        expectCovered(view.with(view.zoomed(by: steps, atX: 1, y: 60)))
      }
    }
  }

  private func expectCovered(_ view: View) {
    let (picture, window) = (view.picture, view.window)
    if picture.width >= window.width {
      #expect(picture.x <= 0 && picture.maxX >= window.width, "\(view)")
    } else {
      #expect(picture.x == (window.width - picture.width) / 2, "\(view)")
    }
    if picture.height >= window.height {
      #expect(picture.y <= 0 && picture.maxY >= window.height, "\(view)")
    } else {
      #expect(picture.y == (window.height - picture.height) / 2, "\(view)")
    }
  }

  @Test("panning moves by whole pixels, and back to where it was")
  func panning() {
    var view = View(
      image: Size(width: 8000, height: 6000), window: Size(width: 640, height: 480),
      look: Look(fit: .none))
    let before = view.picture
    for (x, y) in [(1, 0), (17, -250), (-18, 250)] {
      let start = view.picture
      view = view.with(view.panned(x: x, y: y))
      #expect(view.picture.x == start.x + x && view.picture.y == start.y + y)
    }
    #expect(view.picture == before)
  }

  @Test(
    "what is under the pointer stays there while zooming in",
    arguments: Orientation.allCases)
  func zoomAtPointer(orientation: Orientation) throws {
    var look = Look(fit: .none)
    look.orientation = orientation
    var view = View(
      image: Size(width: 4000, height: 4000), window: Size(width: 800, height: 600), look: look)
    let pointed = try #require(view.pixel(atX: 130, y: 470))
    for _ in 0..<8 {
      view = view.with(view.zoomed(by: 1, atX: 130.5, y: 470.5))
      let now = try #require(view.pixel(atX: 130, y: 470))
      #expect(abs(now.x - pointed.x) <= 1 && abs(now.y - pointed.y) <= 1)
    }
    #expect(view.scale == 16)
  }

  @Test("the ladder goes from 1/64 to 64, a step at a time, and stops at its ends")
  func ladder() {
    #expect(Zoom.ladder.first == 1.0 / 64 && Zoom.ladder.last == 64)
    #expect(Zoom.ladder == Zoom.ladder.sorted() && Set(Zoom.ladder).count == 25)
    #expect(Zoom.ladder.contains(1) && Zoom.ladder.contains(48))
    for (low, high) in zip(Zoom.ladder, Zoom.ladder.dropFirst()) {
      #expect(Zoom.step(from: low, by: 1) == high)
      #expect(Zoom.step(from: high, by: -1) == low)
      #expect(Zoom.step(from: (low + high) / 2, by: 1) == high)
      #expect(Zoom.step(from: (low + high) / 2, by: -1) == low)
    }
    #expect(Zoom.step(from: 64, by: 3) == 64)
    #expect(Zoom.step(from: 0.001, by: -1) == 1.0 / 64)
    #expect(Zoom.step(from: 1, by: 2) == 2)
  }

  @Test("a picture of another size shows the same part of it", arguments: [2, 4])
  func adapted(factor: Int) {
    let window = Size(width: 640, height: 480)
    let (large, small) = (
      Size(width: 4096, height: 2048), Size(width: 4096 / factor, height: 2048 / factor)
    )
    var view = View(image: large, window: window, look: Look(fit: .none))
    view = view.with(view.zoomed(to: 1, atX: 0, y: 0))
    view = view.with(view.panned(x: 500, y: 300))
    let other = View(
      image: small, window: window, look: view.look.adapted(from: large, to: small))
    #expect(other.picture == view.picture)
    #expect(other.look.adapted(from: small, to: large) == view.look)
    let fitting = Look(fit: .fill)
    #expect(fitting.adapted(from: large, to: small) == fitting)
  }

  @Test("turned by a quarter the middle stays, and four quarters are none")
  func turning() {
    var view = View(
      image: Size(width: 4000, height: 1000), window: Size(width: 500, height: 500),
      look: Look(fit: .none))
    view = view.with(view.panned(x: 700, y: 100))
    let middle = view.pixel(atX: 250, y: 250)
    for _ in 0..<4 {
      view = view.with(view.turned(quarters: 1))
      let now = view.pixel(atX: 250, y: 250)
      #expect(abs((now?.x ?? -9) - (middle?.x ?? 0)) <= 1)
      #expect(abs((now?.y ?? -9) - (middle?.y ?? 0)) <= 1)
    }
    #expect(view.look.orientation == .upright)
    view = view.with(view.turned(quarters: -1))
    #expect(Size(view.picture) == Size(width: 1000, height: 4000))
    let mirrored = view.with(view.mirroredSideways)
    #expect(mirrored != view && mirrored.with(mirrored.mirroredSideways) == view)
  }
}

extension View {
  fileprivate func with(_ look: Look) -> View { View(image: image, window: window, look: look) }
}

extension View {
  /// The middle, in window coordinates, of the pixel at (`x`, `y`) of the picture as it is stored.
  fileprivate func middle(ofPixelAtX x: Int, y: Int) -> (x: Double, y: Double) {
    let picture = picture
    let seen = look.orientation.seen(
      (Double(x) + 0.5) / Double(image.width), (Double(y) + 0.5) / Double(image.height))
    return (
      Double(picture.x) + seen.x * Double(picture.width),
      Double(picture.y) + seen.y * Double(picture.height)
    )
  }
}
