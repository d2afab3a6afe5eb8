import ShmChannel
import ShmShow

/// What stands over each picture: text, and in braces what is put in its place.
package struct CaptionFormat: Equatable, Sendable {
  enum Field: String, CaseIterable, Sendable {
    /// The picture's title, which is its file's name.
    case file
    /// What the channel's slideshow shows.
    case folder
    /// Which of its pictures it is, such as `12/340`.
    case position
    /// The date on which the picture was taken, as the locale writes it.
    case taken
    /// Where it was taken: latitude and longitude.
    case place
    /// The channel's name.
    case channel
  }

  enum Piece: Equatable, Sendable {
    case text(String)
    case field(Field)
    /// The time of day, as strftime(3) writes it.
    case clock(String)
  }

  private(set) var pieces: [Piece] = []

  /// What `{clock}` is short for.
  static let standardClock = "%H:%M"
}

extension CaptionFormat {
  /// Why a text is no format, and where in it, in characters from 1.
  package struct Mistake: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// `{{` and `}}` stand for the braces themselves, `\\n` for the end of a line.
  package init(_ text: String) throws(Mistake) {
    let characters = Self.characters(of: text)
    var index = 0
    while index < characters.count {
      let character = characters[index]
      let isDoubled = index + 1 < characters.count && characters[index + 1] == character
      switch character {
      case "{" where isDoubled, "}" where isDoubled:
        add(String(character))
        index += 2
      case "{":
        guard let end = characters[index...].firstIndex(of: "}") else {
          throw Mistake(description: "{ at character \(index + 1) has no } after it")
        }
        pieces.append(try Self.piece(String(characters[index + 1..<end]), at: index + 1))
        index = end + 1
      case "}":
        throw Mistake(
          description: "} at character \(index + 1) has no { before it; }} is the character itself")
      default:
        add(String(character))
        index += 1
      }
    }
    if pieces.isEmpty { throw Mistake(description: "it is empty") }
  }

  /// Those of the text, with one for each `\\n` in it.
  private static func characters(of text: String) -> [Character] {
    var characters: [Character] = []
    for character in text {
      let isEnd = character == "n" && characters.last == "\\"
      if isEnd { characters.removeLast() }
      characters.append(isEnd ? "\n" : character)
    }
    return characters
  }

  private mutating func add(_ text: String) {
    if case .text(let before) = pieces.last { pieces.removeLast(); return add(before, text) }
    add("", text)
  }

  private mutating func add(_ before: String, _ text: String) {
    pieces.append(.text(before + text))
  }

  private static func piece(_ name: String, at place: Int) throws(Mistake) -> Piece {
    if let field = Field(rawValue: name) { return .field(field) }
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.first == "clock" {
      let format = parts.count > 1 ? String(parts[1]) : standardClock
      if !format.isEmpty { return .clock(format) }
    }
    let known = Field.allCases.map { "{\($0.rawValue)}" } + ["{clock:%H:%M}"]
    throw Mistake(
      description: "{\(name)} at character \(place) is not known; there are "
        + known.joined(separator: ", "))
  }
}

extension CaptionFormat {
  /// Whether what the channel's slideshow says is in it.
  var needsShow: Bool { pieces.contains(.field(.folder)) || pieces.contains(.field(.position)) }

  /// How often the time in it changes; nil where there is none.
  var period: Duration? {
    let clocks = pieces.compactMap { if case .clock(let format) = $0 { format } else { nil } }
    if clocks.isEmpty { return nil }
    return .seconds(clocks.contains(where: Self.tellsSeconds) ? 1 : 60)
  }

  /// Whether one of the conversions of strftime(3) in it has seconds.
  private static func tellsSeconds(_ format: String) -> Bool {
    var rest = format[...]
    while let start = rest.firstIndex(of: "%") {
      rest = rest[rest.index(after: start)...].drop { "_-^#+EO0123456789".contains($0) }
      if let conversion = rest.popFirst(), "SsTrcX".contains(conversion) { return true }
    }
    return false
  }

  /// Its lines for a picture. One in which nothing is left is left out, and so is one that has
  /// fields, of which none is known: its words were about them.
  func lines(
    of frame: FrameInfo, in channel: String, _ show: ShowStatus?, at wall: Duration,
    by calendar: CalendarWords
  ) -> [String] {
    let details = CaptionDetails(frame.caption)
    var lines = [Line()]
    for piece in pieces {
      switch piece {
      case .text(let text):
        let parts = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        lines[lines.count - 1].text += parts[0]
        lines += parts.dropFirst().map { Line(text: String($0)) }
      case .clock(let format):
        lines[lines.count - 1].add(Self.isolated(calendar.moment(format, wall)))
      case .field(let field):
        let value =
          switch field {
          case .file: Self.isolated(frame.title)
          case .folder: Self.isolated(show?.directory ?? "")
          case .position: Self.position(show)
          case .taken: Self.isolated(details.taken(by: calendar))
          case .place: Self.isolated(details.place)
          case .channel: channel
          }
        lines[lines.count - 1].add(value)
      }
    }
    // A format of strftime(3) may have ends of lines as well.
    return lines.filter(\.isWorthSaying).flatMap { $0.text.split(whereSeparator: \.isNewline) }
      .map { String($0.drop(while: \.isWhitespace)) }
      .filter { !$0.allSatisfy(\.isWhitespace) }
  }

  private struct Line {
    var text = ""
    private var hasFields = false
    private var knowsOne = false

    init(text: String = "") { self.text = text }

    mutating func add(_ value: String) {
      text += value
      hasFields = true
      knowsOne = knowsOne || !value.allSatisfy(\.isWhitespace)
    }

    var isWorthSaying: Bool { knowsOne || !hasFields }
  }

  /// What is put in a place leaves the text around it alone, whichever way it is written: within a
  /// FIRST STRONG ISOLATE and its end (Unicode Standard Annex 9).
  private static func isolated(_ text: String) -> String {
    text.allSatisfy(\.isWhitespace) ? text : "\u{2068}\(text)\u{2069}"
  }

  private static func position(_ show: ShowStatus?) -> String {
    guard let show, show.count > 0 else { return "" }
    return "\(show.position)/\(show.count)"
  }
}
