import Glibc
import Testing
import ViewerCore

@testable import X11Viewer

@Suite("Times and dates in captions") struct CalendarWordsTests {
  @Test("a moment is told as strftime(3) tells it, in the time zone of the environment")
  func moment() {
    let words = CalendarWords.ofLocale()
    #expect(words.moment("%s %%", .milliseconds(1_795_829_573_250)) == "1795829573 %")
    #expect(words.moment(String(repeating: "x", count: 2000), .zero) == "")
  }

  @Test("a date is that day, and has its day of the week and of the year")
  func date() {
    let day = CalendarWords.day(2026, 11, 7)
    #expect(day.tm_year == 126 && day.tm_mon == 10 && day.tm_mday == 7)
    #expect(day.tm_wday == 6 && day.tm_yday == 310)
    // Tests run in the locale C.
    #expect(CalendarWords.ofLocale().date(2026, 11, 7) == "11/07/26")
  }
}
