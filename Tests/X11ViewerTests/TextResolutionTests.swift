import Testing

@testable import X11Viewer

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

@Suite struct SecondsTests {
  @Test(
    "times above zero are taken",
    arguments: [
      ("5", Duration.seconds(5)), ("0.25", .milliseconds(250)), (".5", .milliseconds(500)),
    ])
  func valid(argument: String, duration: Duration) {
    #expect(Seconds(argument: argument)?.duration == duration)
  }

  @Test(
    "what is no time, and no time at all, is refused",
    arguments: ["", "0", "0.0", "-1", "x", "1s", "nan", "inf", "1e3", "1.2.3", " 1", "."])
  func invalid(argument: String) {
    #expect(Seconds(argument: argument) == nil)
  }

  @Test(
    "times beyond clocks are cut",
    arguments: ["0.0000000000000000001", String(repeating: "9", count: 400)])
  func extreme(argument: String) throws {
    let seconds = try #require(Seconds(argument: argument))
    #expect((Duration.milliseconds(1)...(.seconds(1_000_000_000))).contains(seconds.duration))
  }
}
