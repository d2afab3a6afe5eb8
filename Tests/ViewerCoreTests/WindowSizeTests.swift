import Testing

@testable import ViewerCore

@Suite struct WindowSizeTests {
  @Test(
    "the first frame's window has its size, at most 90 % of the monitor, and can be handled",
    arguments: [
      (Size(width: 800, height: 600), Size(width: 800, height: 600)),
      (Size(width: 1728, height: 972), Size(width: 1728, height: 972)),
      (Size(width: 3840, height: 2160), Size(width: 1728, height: 972)),
      (Size(width: 1, height: 1), Size(width: 64, height: 64)),
      (Size(width: 20_000, height: 3), Size(width: 1728, height: 64)),
    ])
  func firstSize(image: Size, window: Size) {
    let monitor = Size(width: 1920, height: 1080)
    #expect(WindowSize.first(for: image, on: monitor) == window)
  }

  @Test("no first picture makes a window below 64x64")
  func least() {
    #expect(WindowSize.least() == Size(width: 64, height: 64))
    for (width, height) in [(1, 1), (63, 64), (33, 7), (1, 65_535), (65_535, 1)] {
      let size = WindowSize.first(
        for: Size(width: width, height: height), on: Size(width: 1920, height: 1080))
      #expect(size.width >= 64 && size.height >= 64)
    }
  }

  @Test("windows of the program's own size grow with the text, and do not shrink with it")
  func resolution() {
    #expect(WindowSize.waiting(at: 192) == Size(width: 1280, height: 800))
    #expect(WindowSize.waiting(at: 72) == Size(width: 640, height: 400))
    let (dot, monitor) = (Size(width: 1, height: 1), Size(width: 1920, height: 1080))
    #expect(WindowSize.first(for: dot, on: monitor, at: 144) == Size(width: 96, height: 96))
    let picture = Size(width: 300, height: 200)
    #expect(WindowSize.first(for: picture, on: monitor, at: 192) == picture)
  }
}
