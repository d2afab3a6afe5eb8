private import Glibc

/// Local time where the program runs.
enum LocalTime {
  /// How far it is ahead of UTC at a moment: both in seconds, the moment since the start of 1970.
  static func offset(at moment: Int64) -> Int64 {
    tzset()  // reads the time zone again where its file has been replaced
    var seconds = time_t(moment)
    var time = tm()
    localtime_r(&seconds, &time)
    return Int64(time.tm_gmtoff)
  }

  /// The moment at which local clocks show what clocks of UTC show at that one.
  static func moment(shownAs seconds: Int64) -> Int64 {
    // What was guessed may lie on the other side of a change of clocks.
    seconds - offset(at: seconds - offset(at: seconds))
  }
}
