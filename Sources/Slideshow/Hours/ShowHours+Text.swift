extension ShowHours {
  /// Why a text names no hours, and where in it, in characters from 1.
  package struct Mistake: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// Days and times, such as `Mon-Fri 7-22, Sat,Sun 9-23`. Times without days are of the days
  /// before them, or of every day. A time that ends at or before its beginning goes over midnight.
  package init(_ text: String) throws(Mistake) {
    var reading = HoursReading()
    var word = ""
    for (index, character) in (text + ",").enumerated() {
      if !character.isWhitespace && character != "," {
        word.append(character)
        continue
      }
      if !word.isEmpty { try reading.take(word, at: index - word.count + 1) }
      word = ""
    }
    self.init(try reading.spans())
  }
}

/// What has been read of a text that names hours.
private struct HoursReading {
  /// The days that times are of; from 0 for Monday.
  private var days: [Int] = []
  /// Whether times of them have come.
  private var areDaysUsed = false
  private var lastDay: (text: String, place: Int)?
  private var found: [Range<Int>] = []

  private static let names = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  mutating func take(_ word: String, at place: Int) throws(ShowHours.Mistake) {
    guard word.first?.isNumber == true else {
      let named = try Self.days(word, at: place)
      if areDaysUsed { days = [] }
      days += named
      areDaysUsed = false
      lastDay = (word, place)
      return
    }
    let time = try Self.time(word, at: place)
    areDaysUsed = true
    lastDay = nil
    for day in days.isEmpty ? Array(0..<7) : days {
      let start = day * ShowHours.minutesOfDay
      found.append(start + time.lowerBound..<start + time.upperBound)
    }
  }

  func spans() throws(ShowHours.Mistake) -> [Range<Int>] {
    if let lastDay {
      throw ShowHours.Mistake(
        description: "\"\(lastDay.text)\" at character \(lastDay.place) has no times behind it, "
          + "such as 7-22")
    }
    if found.isEmpty {
      throw ShowHours.Mistake(description: "there are none, such as Mon-Fri 7-22, Sat,Sun 9-23")
    }
    return found
  }

  /// `Mon`, or `Fri-Mon`.
  private static func days(_ word: String, at place: Int) throws(ShowHours.Mistake) -> [Int] {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    let known = parts.map { part in
      part.count < 3 ? nil : names.firstIndex { $0.hasPrefix(part.lowercased()) }
    }
    guard let first = known.first ?? nil, let last = known.last ?? nil, parts.count <= 2 else {
      throw ShowHours.Mistake(
        description: "\"\(word)\" at character \(place) is no day, such as Mon, nor days, such as "
          + "Mon-Fri")
    }
    return (0..<((last - first + 7) % 7 + 1)).map { (first + $0) % 7 }
  }

  /// Minutes of a day, and of the next one.
  private static func time(_ word: String, at place: Int) throws(ShowHours.Mistake) -> Range<Int> {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw ShowHours.Mistake(
        description: "\"\(word)\" at character \(place) is no time, such as 7-22 or 7:30-22")
    }
    let start = try minute(parts[0], at: place)
    let end = try minute(parts[1], at: place + parts[0].count + 1)
    return start..<(end <= start ? end + ShowHours.minutesOfDay : end)
  }

  /// `7`, `07` or `7:30`, up to `24`.
  private static func minute(
    _ text: Substring, at place: Int
  ) throws(ShowHours.Mistake) -> Int {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.map { part in
      part.allSatisfy { $0.isASCII && $0.isNumber } && part.count <= 2 ? Int(part) : nil
    }
    guard let hour = numbers.first ?? nil, parts.count <= 2,
      let minute = parts.count == 2 && parts[1].count == 2
        ? numbers[1] : parts.count == 1 ? 0 : nil,
      minute < 60, hour * 60 + minute <= ShowHours.minutesOfDay
    else {
      throw ShowHours.Mistake(
        description: "\"\(text)\" at character \(place) is no time of day, 0 to 24 or such as "
          + "7:30")
    }
    return hour * 60 + minute
  }
}
