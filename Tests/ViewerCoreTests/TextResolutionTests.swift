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
}
