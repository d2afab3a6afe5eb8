import Testing

@testable import X11Viewer

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
}
