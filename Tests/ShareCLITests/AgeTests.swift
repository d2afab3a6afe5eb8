import Testing

@testable import ShareCLI

@Suite("Age") struct AgeTests {
  @Test(
    "is a whole number and a unit",
    arguments: [
      ("0s", 0), ("90s", 90), ("30min", 1_800), ("30m", 1_800), ("12h", 43_200),
      ("1d", 86_400), ("99999999999999999d", 9_000_000_000),
    ] as [(String, Int64)])
  func age(text: String, seconds: Int64) {
    #expect(Age(argument: text)?.duration == .seconds(seconds))
  }

  @Test(
    "anything else is none",
    arguments: ["", "0", "90", "d", "1.5d", "-1d", "+1", "1 d", "1y", "٣d", "9e9"])
  func wrong(text: String) { #expect(Age(argument: text) == nil) }
}
