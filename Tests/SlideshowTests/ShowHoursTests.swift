import Testing

@testable import Slideshow

/// The hours of a show; days are counted from the first Monday of 1970, the fifth of January.
@Suite("Hours of a show") struct ShowHoursTests {
  private static let day: Int64 = 86_400
  private static let monday: Int64 = 4 * day

  /// A moment in UTC, such as `2 07:30` for a Wednesday.
  private func moment(_ text: String) throws -> Int64 {
    let parts = text.split { $0 == " " || $0 == ":" }.compactMap { Int64($0) }
    try #require(parts.count == 3)
    return Self.monday + parts[0] * Self.day + parts[1] * 3600 + parts[2] * 60
  }

  private func text(_ moment: Int64?) -> String {
    guard let moment else { return "never" }
    let (days, seconds) = (moment - Self.monday).quotientAndRemainder(dividingBy: Self.day)
    let minutes = seconds / 60
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(days) \(two(minutes / 60)):\(two(minutes % 60))"
      + (seconds % 60 == 0 ? "" : " and \(seconds % 60) s")
  }

  @Test(
    "a text names spans of the week",
    arguments: [
      ("7-22", "0 07:00"), ("Mon-Fri 7-22, Sat,Sun 9-23", "0 07:00"), ("mon 0-24", "0 00:00"),
      ("Monday 7:30-8", "0 07:30"), ("Tue 9-10 11-12, Mon 23-24", "0 23:00"),
      ("Sun 22-6", "0 06:00"), ("Sat-Mon 5-6", "0 05:00"), ("Mon-Fri 7-12, 13-22", "0 07:00"),
      ("  tue   1-2 ,, ", "1 01:00"), ("Mon 24-1", "1 00:00"), ("Mon,Tue Wed 3-4", "0 03:00"),
    ])
  func first(hours: String, change: String) throws {
    let hours = try ShowHours(hours)
    let next = hours.nextChange(after: try moment("0 00:00") - 1) { _ in 0 }
    #expect(text(next) == change)
  }

  @Test("a whole week goes on and off when it should")
  func week() throws {
    let hours = try ShowHours("Mon-Fri 7-22, Sat,Sun 9:30-23")
    var changes: [String] = []
    var now = try moment("0 00:00")
    for _ in 0..<14 {
      now = try #require(hours.nextChange(after: now) { _ in 0 })
      changes.append("\(text(now)) \(hours.isOn(at: now) { _ in 0 } ? "on" : "off")")
    }
    let days = (0..<5).flatMap { ["\($0) 07:00 on", "\($0) 22:00 off"] }
    let end = (5..<7).flatMap { ["\($0) 09:30 on", "\($0) 23:00 off"] }
    #expect(changes == days + end)
  }

  @Test(
    "a time that ends at or before its beginning goes over midnight, and over the end of the week",
    arguments: [
      ("Sun 22-6", "6 21:59", false), ("Sun 22-6", "6 22:00", true), ("Sun 22-6", "7 05:59", true),
      ("Sun 22-6", "7 06:00", false), ("Mon 7-7", "0 06:59", false), ("Mon 7-7", "1 06:59", true),
      ("Mon 7-7", "1 07:00", false), ("Mon 0-0", "0 23:59", true), ("Mon 0-0", "1 00:00", false),
    ])
  func overMidnight(hours: String, time: String, isOn: Bool) throws {
    let hours = try ShowHours(hours)
    // Every week is the same, also before 1970.
    for weeks: Int64 in [0, -200, 1000] {
      let found = hours.isOn(at: try moment(time) + weeks * 7 * Self.day) { _ in 0 }
      #expect(found == isOn, "\(weeks) weeks later")
    }
  }

  @Test(
    "what is always on never changes", arguments: ["0-24", "Mon-Sun 0-24", "0-12, 12-0", "6-6"])
  func always(hours: String) throws {
    let hours = try ShowHours(hours)
    #expect(hours.spans == [0..<ShowHours.minutesOfWeek])
    let next = hours.nextChange(after: try moment("3 12:00")) { _ in 0 }
    #expect(next == nil)
  }

  @Test("spans that touch are one: nothing flickers at midnight")
  func joined() throws {
    let hours = try ShowHours("Mon 20-24, Tue 0-2, Mon 21-22")
    #expect(hours.spans == [20 * 60..<26 * 60])
  }

  /// Local time is an hour ahead, and two from Wednesday, 1 UTC, to Friday, 1 UTC.
  private func summer(_ moment: Int64) -> Int64 {
    let start = Self.monday + 2 * Self.day + 3600
    return (start..<start + 2 * Self.day).contains(moment) ? 7200 : 3600
  }

  @Test("clocks that are turned change the moment, and not the time of day")
  func turned() throws {
    let hours = try ShowHours("7-22")
    var changes: [String] = []
    var now = try moment("1 00:00")
    for _ in 0..<8 {
      now = try #require(hours.nextChange(after: now, summer))
      changes.append(text(now))
    }
    #expect(
      changes == [
        "1 06:00", "1 21:00", "2 05:00", "2 20:00", "3 05:00", "3 20:00", "4 06:00", "4 21:00",
      ])
  }

  @Test("a boundary that is skipped comes with the turn, and one that is there twice twice")
  func skipped() throws {
    let night = try ShowHours("Wed 2:30-5, Fri 1-2:30")
    var changes: [String] = []
    var now = try moment("1 00:00")
    for _ in 0..<6 {
      now = try #require(night.nextChange(after: now, summer))
      changes.append(text(now) + (night.isOn(at: now, summer) ? " on" : " off"))
    }
    // Wednesday, 2:00 is 3:00; Friday, 3:00 is 2:00.
    #expect(
      changes == [
        "2 01:00 on", "2 03:00 off", "3 23:00 on", "4 00:30 off", "4 01:00 on", "4 01:30 off",
      ])
  }

  @Test("in any zone, each change is one, and nothing changes between two")
  func anyZone() throws {
    for text in ["Mon-Fri 7-22, Sat,Sun 9-23", "22-6", "Tue 2:30-3", "Sun 23:59-0:01"] {
      let hours = try ShowHours(text)
      for zone: Int64 in [-43_200, -12_600, 0, 20_700, 50_400] {
        let offset: TimeZoneOffset = { $0 % 3_000_017 < 1_300_000 ? zone : zone + 3600 }
        var now = try moment("0 00:00")
        for _ in 0..<40 {
          let next = try #require(hours.nextChange(after: now, offset))
          #expect(hours.isOn(at: next, offset) != hours.isOn(at: now, offset))
          #expect(hours.isOn(at: next - 1, offset) == hours.isOn(at: now, offset))
          let isOn = hours.isOn(at: now, offset)
          let isSteady = stride(from: now, to: next, by: 9973).allSatisfy {
            hours.isOn(at: $0, offset) == isOn
          }
          #expect(isSteady)
          now = next
        }
      }
    }
  }

  @Test(
    "what names no hours is refused, with its place",
    arguments: [
      ("", "there are none, such as Mon-Fri 7-22, Sat,Sun 9-23"),
      (" , ", "there are none, such as Mon-Fri 7-22, Sat,Sun 9-23"),
      ("Mox 7-22", "\"Mox\" at character 1 is no day, such as Mon, nor days, such as Mon-Fri"),
      (
        "Mon 7-22, Mo 8-9",
        "\"Mo\" at character 11 is no day, such as Mon, nor days, such as Mon-Fri"
      ),
      (
        "Mon-Fri-Sun 7-22",
        "\"Mon-Fri-Sun\" at character 1 is no day, such as Mon, nor days, such as Mon-Fri"
      ),
      ("Mon- 7-22", "\"Mon-\" at character 1 is no day, such as Mon, nor days, such as Mon-Fri"),
      ("Mon 7", "\"7\" at character 5 is no time, such as 7-22 or 7:30-22"),
      ("7-8-9", "\"7-8-9\" at character 1 is no time, such as 7-22 or 7:30-22"),
      ("7-25", "\"25\" at character 3 is no time of day, 0 to 24 or such as 7:30"),
      ("7-24:01", "\"24:01\" at character 3 is no time of day, 0 to 24 or such as 7:30"),
      ("7:60-8", "\"7:60\" at character 1 is no time of day, 0 to 24 or such as 7:30"),
      ("7:3-8", "\"7:3\" at character 1 is no time of day, 0 to 24 or such as 7:30"),
      ("7:30:00-8", "\"7:30:00\" at character 1 is no time of day, 0 to 24 or such as 7:30"),
      ("7-", "\"\" at character 3 is no time of day, 0 to 24 or such as 7:30"),
      ("7-8pm", "\"8pm\" at character 3 is no time of day, 0 to 24 or such as 7:30"),
      ("007-8", "\"007\" at character 1 is no time of day, 0 to 24 or such as 7:30"),
      ("7-22 Mon", "\"Mon\" at character 6 has no times behind it, such as 7-22"),
    ])
  func mistakes(text: String, words: String) {
    do {
      _ = try ShowHours(text)
      Issue.record("\(text) is taken")
    } catch {
      #expect(error.description == words)
    }
  }
}
