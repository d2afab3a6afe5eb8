import Testing

@testable import ShareCLI

@Suite struct NumberedNameTests {
  @Test(
    "a place for a number takes it, with zeros in front where it says so",
    arguments: [
      ("frame-%06d.png", 7, "frame-000007.png"), ("%d", 12, "12"), ("a%02db", 123, "a123b"),
      ("50% of %03d.jpg", 1, "50% of 001.jpg"), ("%%d", 3, "%3"), ("%0%d", 3, "%03"),
    ])
  func names(_ pattern: String, _ number: Int, _ name: String) throws {
    #expect(try NumberedName(pattern)?.name(number) == name)
  }

  @Test(
    "other names are what they are",
    arguments: ["a.png", "100%.png", "%x", "%6d", "%00d", "%012d", "%0٣d", "%"])
  func plain(_ name: String) throws { #expect(try NumberedName(name) == nil) }

  @Test("two places are one too many")
  func two() {
    #expect(throws: NumberedName.Problem()) { try NumberedName("%d-%d.png") }
  }
}
