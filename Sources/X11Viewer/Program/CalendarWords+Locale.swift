import Glibc
import ViewerCore

extension CalendarWords {
  /// As the environment's locale writes times, in its time zone.
  static func ofLocale() -> CalendarWords {
    setlocale(LC_TIME, "")
    return CalendarWords(
      moment: { format, wall in
        tzset()  // reads the time zone again where its file has been replaced
        var seconds = time_t(wall.components.seconds)
        var time = tm()
        localtime_r(&seconds, &time)
        return text(format, of: time)
      },
      date: { text("%x", of: day($0, $1, $2)) })
  }

  /// A day, with its day of the week, which the dates of some locales have (such as zh_HK).
  static func day(_ year: Int, _ month: Int, _ day: Int) -> tm {
    var time = tm()
    (time.tm_year, time.tm_mon, time.tm_mday) = (CInt(year) - 1900, CInt(month) - 1, CInt(day))
    timegm(&time)
    return time
  }

  /// Bytes that one text may have.
  private static let most = 1024

  /// What strftime(3) makes of it; nothing where that is too long.
  private static func text(_ format: String, of time: tm) -> String {
    var time = time
    var bytes = [CChar](repeating: 0, count: most)
    let count = strftime(&bytes, most, format, &time)
    return String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
