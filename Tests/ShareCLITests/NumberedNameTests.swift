import Testing

@testable import ShareCLI

@Suite struct NumberedNameTests {
  @Test(
    "a place for a number takes it, with zeros in front where it says so",
    arguments: [
      ("frame-%06d.png", 7, "frame-000007.png"), ("%d", 12, "12"), ("a%02db", 123, "a123b"),
      ("50% of %03d.jpg", 1, "50% of 001.jpg"), ("%0%d", 3, "%03"), ("%6d", 42, "000042"),
      ("%012d.png", 5, "000000000005.png"), ("%0d", 5, "5"), ("é%d", 5, "é5"),
    ])
  func names(_ pattern: String, _ number: Int, _ name: String) throws {
    #expect(try NumberedName(pattern)?.name(number) == name)
  }

  @Test(
    "beside a place, two percent signs stand for one",
    arguments: [
      ("100%%-%d.png", "100%-7.png"), ("%%%d", "%7"), ("%d%%d", "7%d"), ("%%%%%02d%%", "%%07%"),
    ])
  func percentSigns(_ pattern: String, _ name: String) throws {
    #expect(try NumberedName(pattern)?.name(7) == name)
  }

  @Test(
    "other names are what they are",
    arguments: ["a.png", "100%.png", "%x", "%0٣d", "%", "%%d", "a%%b.png", "%1000d", "% d", "%-3d"])
  func plain(_ name: String) throws { #expect(try NumberedName(name) == nil) }

  @Test("two places are one too many")
  func two() {
    #expect(throws: NumberedName.Problem()) { try NumberedName("%d-%d.png") }
  }
}
