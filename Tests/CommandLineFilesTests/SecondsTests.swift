import Testing

@testable import CommandLineFiles

@Suite("Seconds")
struct SecondsTests {
  @Test(
    "whole and broken seconds are read as they stand",
    arguments: [
      ("0", Duration.zero), ("5", .seconds(5)), ("0.25", .milliseconds(250)),
      (".5", .milliseconds(500)),
    ])
  func valid(argument: String, duration: Duration) {
    #expect(Seconds(argument: argument)?.duration == duration)
  }

  @Test(
    "what is not a time is refused",
    arguments: ["", "-1", "x", "1s", "nan", "inf", "1e3", "0x10", "1.2.3", " 1", "."])
  func invalid(argument: String) {
    #expect(Seconds(argument: argument) == nil)
  }

  @Test("a time too long to count is 30 years", arguments: [23, 400])
  func huge(digits: Int) {
    let argument = String(repeating: "9", count: digits)
    #expect(Seconds(argument: argument)?.duration == .seconds(1_000_000_000))
  }

  @Test("it is shown without a fraction that is zero", arguments: ["5", "0.25"])
  func shown(argument: String) {
    #expect(Seconds(argument: argument)?.description == argument)
  }
}
