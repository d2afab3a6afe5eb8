import Testing

@testable import ViewerCore

@Suite struct TextResolutionTests {
  @Test(
    "Xft.dpi is found among the resources",
    arguments: [
      ("", 96.0), ("Xft.dpi:\t144\n", 144), ("a: b\nXft.dpi: 120.5  \nXft.hinting: 1", 120.5),
      ("Xft.antialias:\t1\n", 96), ("*Xft.dpi: 144", 96), ("XXft.dpi: 144", 96),
      ("Xft.dpi: large", 96), ("Xft.dpi: -3", 96), ("Xft.dpi: nan", 96), ("Xft.dpi: inf", 96),
      ("Xft.dpi:", 96), ("Xft.dpi", 96), ("Xft.dpi: 1e9", 480), ("Xft.dpi: 1", 48),
    ])
  func found(resources: String, expected: Double) {
    #expect(TextResolution.dotsPerInch(resources: resources) == expected)
  }

  @Test(
    "text in a window of few pixels is smaller than the desktop asks for, never below the standard",
    arguments: [
      (192, 2560, 1440, 192), (192, 600, 400, 192), (192, 599, 400, 168), (192, 600, 300, 144),
      (192, 300, 200, 96), (192, 1, 1, 96), (96, 64, 64, 96), (72, 64, 64, 72),
      (144, 400, 800, 120),
    ])
  func fitted(resolution: Double, width: Int, height: Int, expected: Double) {
    let window = Size(width: width, height: height)
    #expect(TextResolution.fitted(resolution, to: window) == expected)
  }
}
