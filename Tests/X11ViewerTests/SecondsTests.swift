import Testing

@testable import X11Viewer

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
