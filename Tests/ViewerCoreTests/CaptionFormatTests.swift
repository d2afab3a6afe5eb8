import Testing

@testable import ShmChannel
import ShmShow
@testable import ViewerCore

@Suite("What stands over pictures") struct CaptionFormatTests {
  /// Says what it is asked for.
  static let calendar = CalendarWords(
    moment: { format, wall in "<\(format) of \(wall.components.seconds)>" },
    date: { year, month, day in "\(day).\(month).\(year)" })

  private func lines(
    _ format: String, title: String = "a.jpg", details: String = "", captured: Duration? = nil,
    _ show: ShowStatus? = nil, isIsolated: Bool = false
  ) throws -> [String] {
    let frame = FrameInfo(
      channelID: ChannelID(low: 1, high: 2), serial: Serial(rawValue: 1),
      generation: Generation(rawValue: 1),
      layout: FrameLayout(width: 3, height: 2, format: .bgrx), publishedAt: .zero,
      caption: Caption(title: title, capturedAt: captured, details: details))
    return try CaptionFormat(format).lines(
      of: frame, in: "left", show, at: .seconds(90), by: Self.calendar
    ).map { $0.filter { isIsolated || !Self.marks.contains($0) } }
  }

  /// FIRST STRONG ISOLATE and its end.
  private static let marks: Set<Character> = ["\u{2068}", "\u{2069}"]

  private static func isolated(_ text: String) -> String { "\u{2068}\(text)\u{2069}" }

  @Test("what is put in a place does not turn what stands around it, in whichever script it is")
  func isolates() throws {
    let details = "place: 48.1, 11.5"
    #expect(
      try lines("{place} {file}", title: "שלום", details: details, isIsolated: true)
        == ["\(Self.isolated("48.1, 11.5")) \(Self.isolated("שלום"))"])
    #expect(try lines("{taken}{place}", isIsolated: true) == [])
  }

  @Test("each name is replaced by what it stands for")
  func fields() throws {
    let show = ShowStatus(state: .playing, position: 12, count: 340, directory: "~/Pictures")
    let details = """
      camera: X
      taken: 2026-11-07T10:20:30+01:00
      place: 48.1, 11.5
      taken: 1999-01-01
      """
    #expect(
      try lines("{folder}/{file}, {position}: {taken} {place}", details: details, show)
        == ["~/Pictures/a.jpg, 12/340: 7.11.2026 48.1, 11.5"])
    #expect(try lines("{clock} {clock:%A}") == ["<%H:%M of 90> <%A of 90>"])
    #expect(try lines("{{{file}}}") == ["{a.jpg}"])
    #expect(try lines("{channel}: {file}") == ["left: a.jpg"])
  }

  @Test("what is not known is nothing, and a line with nothing in it is left out")
  func missing() throws {
    #expect(try lines("{file}\\n{taken} {place}\\n{position}") == ["a.jpg"])
    #expect(try lines("{place}") == [])
    #expect(try lines("{position}", ShowStatus(state: .waiting)) == [])
    #expect(try lines(" {taken} {file}") == ["a.jpg"])
    #expect(try lines("{taken}", captured: .seconds(5)) == ["<%x of 5>"])
  }

  @Test("the words of a line go where none of its fields is known, and stay otherwise")
  func words() throws {
    let format = "taken {taken} at {place}\\nHolidays\\n\\n{clock} ({position})"
    #expect(try lines(format) == ["Holidays", "<%H:%M of 90> ()"])
    #expect(
      try lines(format, details: "place: 0, 0")
        == ["taken  at 0, 0", "Holidays", "<%H:%M of 90> ()"])
    #expect(try lines("- {place}\\n- {file}") == ["- a.jpg"])
    #expect(try lines("- {place}") == [])
  }

  @Test("what files say is text, and begins no line and no name of its own")
  func escaped() throws {
    #expect(try lines("{file}", title: "{clock}") == ["{clock}"])
    #expect(try lines("{file}|", title: "<b>%H") == ["<b>%H|"])
    #expect(try lines("{taken}", details: "taken: yesterday") == ["yesterday"])
    #expect(try lines("{taken}", details: "taken: 2026-13-01T00:00") == ["2026-13-01T00:00"])
    #expect(try lines("{taken}", details: "taken: 2026-1-1") == ["2026-1-1"])
    #expect(try lines("{place}", details: "place: \u{652}1, 2") == ["\u{652}1, 2"])
  }

  @Test(
    "a text that is no format is refused, with the place",
    arguments: [
      ("", "it is empty"), ("a {file", "{ at character 3 has no } after it"),
      ("a} b", "} at character 2 has no { before it; }} is the character itself"),
      (
        "x {fiel}",
        "{fiel} at character 3 is not known; there are {file}, {folder}, {position}, {taken}, "
          + "{place}, {channel}, {clock:%H:%M}"
      ),
      (
        "{clock:}",
        "{clock:} at character 1 is not known; there are {file}, {folder}, {position}, {taken}, "
          + "{place}, {channel}, {clock:%H:%M}"
      ),
    ])
  func mistakes(text: String, words: String) {
    #expect(throws: CaptionFormat.Mistake(description: words)) { try CaptionFormat(text) }
  }

  @Test(
    "the time in it changes each minute, or each second where it tells those",
    arguments: [
      ("{file}", nil), ("{clock}", 60), ("{clock:%A %d. %B}", 60), ("{clock:%T}", 1),
      ("{clock:%-S}", 1), ("{clock:%%S}", 60), ("{clock:%OS}", 1), ("{clock} {clock:%c}", 1),
      ("{clock:%3%S}", 60),
    ] as [(String, Int?)])
  func period(text: String, seconds: Int?) throws {
    #expect(try CaptionFormat(text).period == seconds.map { .seconds($0) })
  }

  private func viewer(_ format: String) throws -> ViewerTheatre {
    let caption = ScreenCaption(
      try CaptionFormat(format), in: .topRight, points: 20, Self.calendar)
    var theatre = ViewerTheatre { $0.preferences.caption = caption }
    theatre.publish()
    theatre.settle()
    return theatre
  }

  @Test("a caption is over every picture, in its corner, and stays where it is")
  func shown() throws {
    var theatre = try viewer("{file}")
    let caption = { (title: String) in
      Panel(
        place: .topRight, kind: .caption(points: 20),
        rows: [Panel.Row(value: Self.isolated(title), keepsEnd: true)])
    }
    #expect(theatre.glass.content?.overlay?.panels == [caption("picture 1")])
    #expect(theatre.model.deadline == nil, "nothing of it changes by itself")
    theatre.press("i")
    theatre.publish()
    theatre.settle()
    #expect(theatre.glass.content?.overlay?.panels.first == caption("picture 2"))
    #expect(theatre.glass.content?.overlay?.panels.count == 2)
  }

  @Test("a clock goes on by itself, at each full minute")
  func clock() throws {
    var theatre = try viewer("{clock}")
    let begin = theatre.now.wall
    theatre.pass(.seconds(60) - .seconds(begin.components.seconds % 60))
    let minute = begin.components.seconds / 60 * 60 + 60
    let panel = theatre.glass.content?.overlay?.panels.first
    #expect(panel?.rows.first?.value == Self.isolated("<%H:%M of \(minute)>"))
    let deadline = try #require(theatre.model.deadline)
    #expect(theatre.now.instant.duration(to: deadline) == .seconds(60))
  }

  @Test("where the show stands is followed")
  func position() throws {
    var theatre = try viewer("{position}")
    #expect(theatre.glass.content?.overlay == nil)
    theatre.show = ShowStatus(state: .playing, position: 1, count: 2)
    theatre.ring()
    theatre.settle()
    #expect(theatre.glass.content?.overlay?.panels.first?.rows.first?.value == "1/2")
  }
}
