import Pixels
import Testing

@testable import ViewerCore

@Suite struct ViewTests {
  private static let sides = [1, 2, 3, 33, 64, 640, 1000, 8000, 20_000, 65_535]

  @Test("a picture that fits stands in the middle, pixel for pixel")
  func centred() {
    let view = View(image: Size(width: 33, height: 7), window: Size(width: 64, height: 64))
    #expect(view.isUnscaled)
    #expect(view.picture == PixelRect(x: 15, y: 28, width: 33, height: 7))
    #expect(view.crop == PixelRect(x: 0, y: 0, width: 33, height: 7))
  }

  @Test(
    "a larger picture is fitted, its aspect kept, and never vanishes",
    arguments: [
      (Size(width: 3840, height: 2160), Size(width: 1920, height: 1080), 1920, 1080),
      (Size(width: 20_000, height: 3), Size(width: 1000, height: 500), 1000, 1),
      (Size(width: 40_000, height: 100), Size(width: 1000, height: 500), 1000, 3),
      (Size(width: 8000, height: 6000), Size(width: 1000, height: 500), 667, 500),
      (Size(width: 3, height: 20_000), Size(width: 1000, height: 500), 1, 500),
      (Size(width: 65_535, height: 65_535), Size(width: 1, height: 1), 1, 1),
    ])
  func fitted(image: Size, window: Size, width: Int, height: Int) {
    let view = View(image: image, window: window)
    #expect(!view.isUnscaled)
    #expect(Size(view.picture) == Size(width: width, height: height))
  }

  @Test("the union of two rectangles holds both, and nothing empty")
  func union() {
    let (none, some) = (
      PixelRect(x: 7, y: 7, width: 0, height: 3), PixelRect(x: 2, y: 3, width: 4, height: 5)
    )
    #expect(none.union(some) == some)
    #expect(some.union(none) == some)
    #expect(
      some.union(PixelRect(x: -1, y: 6, width: 2, height: 9))
        == PixelRect(x: -1, y: 3, width: 7, height: 12))
  }

  private static let fitCases: [(Look.Fit, Size, Size, PixelRect)] = {
    let window = Size(width: 100, height: 80)
    let (small, wide, tall) = (
      Size(width: 10, height: 4), Size(width: 400, height: 100), Size(width: 90, height: 160)
    )
    return [
      (.shrink, small, window, PixelRect(x: 45, y: 38, width: 10, height: 4)),
      (.shrink, wide, window, PixelRect(x: 0, y: 27, width: 100, height: 25)),
      (.shrink, tall, window, PixelRect(x: 27, y: 0, width: 45, height: 80)),
      (.fit, small, window, PixelRect(x: 0, y: 20, width: 100, height: 40)),
      (.fit, wide, window, PixelRect(x: 0, y: 27, width: 100, height: 25)),
      (.fit, tall, window, PixelRect(x: 27, y: 0, width: 45, height: 80)),
      (.fill, small, window, PixelRect(x: -50, y: 0, width: 200, height: 80)),
      (.fill, wide, window, PixelRect(x: -110, y: 0, width: 320, height: 80)),
      (.fill, tall, window, PixelRect(x: 0, y: -49, width: 100, height: 178)),
      (.none, small, window, PixelRect(x: 45, y: 38, width: 10, height: 4)),
      (.none, wide, window, PixelRect(x: -150, y: -10, width: 400, height: 100)),
      (.none, tall, window, PixelRect(x: 5, y: -40, width: 90, height: 160)),
    ]
  }()

  @Test("each fit mode has its size, in the middle", arguments: fitCases)
  func fitModes(fit: Look.Fit, image: Size, window: Size, picture: PixelRect) {
    #expect(View(image: image, window: window, look: Look(fit: fit)).picture == picture)
  }

  @Test("picture and bars cover the window once, for every pair of sizes", arguments: sides)
  func covering(side: Int) {
    for height in Self.sides {
      for window in [Size(width: 1, height: 1), Size(width: 640, height: 400)] {
        let view = View(image: Size(width: side, height: height), window: window)
        let parts = PixelRect(window).subtracting(view.visible) + [view.visible]
        #expect(parts.reduce(0) { $0 + $1.width * $1.height } == window.width * window.height)
        #expect(parts.allSatisfy { $0.intersection(PixelRect(window)) == $0 })
        for (index, part) in parts.enumerated() {
          #expect(parts[..<index].allSatisfy { $0.intersection(part).isEmpty })
        }
      }
    }
  }
}
