private import ShmChannel

/// What the value of a setting may be.
package enum SettingKind: Hashable, Sendable {
  /// Yes or no.
  case flag
  /// One of some words.
  case choice([String])
  /// A number without a fraction, of these.
  case whole(ClosedRange<Int>)
  /// A time in seconds.
  case seconds
  /// A channel's name.
  case channel
  /// Any text, such as a title; the program may know what it takes.
  case text
  /// A file or a directory, where `~/` stands for the person's own.
  case path
  /// Several of them: each line adds one.
  case texts
  case paths

  /// Whether several lines say more than one.
  package var isList: Bool { self == .texts || self == .paths }
  /// Whether `~/` stands for the person's own directory.
  package var isPath: Bool { self == .path || self == .paths }

  /// A value of that kind.
  var example: String? {
    switch self {
    case .choice(let words): words.last
    case .whole(let range): "\(range.lowerBound)"
    case .seconds: "5"
    case .path, .paths: "~/Pictures"
    case .flag, .channel, .text, .texts: nil
    }
  }

  /// What yes and no are written as.
  private static let words = [
    "yes": true, "true": true, "on": true, "1": true, "no": false, "false": false, "off": false,
    "0": false,
  ]

  /// What the value of a flag says; nil for what is neither yes nor no.
  package static func flag(_ value: String) -> Bool? { words[value] }

  /// What is wrong with a value that is not empty, to stand behind the key; nil for nothing.
  package func problem(with value: String) -> String? {
    switch self {
    case .flag:
      return Self.flag(value) == nil ? " takes yes or no, not \"\(value)\"" : nil
    case .choice(let words):
      if words.contains(value) { return nil }
      let advice =
        Suggestion.nearest(to: value, in: words).map { "; did you mean \($0)?" } ?? ""
      return " takes \(Self.listed(words)), not \"\(value)\"\(advice)"
    case .whole(let range):
      if Int(value).map(range.contains) == true { return nil }
      return " takes a whole number\(Self.words(for: range)), not \"\(value)\""
    case .seconds:
      let isTime = value.utf8.allSatisfy("0123456789.".utf8.contains) && Double(value) ?? 0 > 0
      return isTime ? nil : " takes seconds, more than 0, not \"\(value)\""
    case .channel:
      do { _ = try ChannelName(value) } catch { return ": \(error)" }
      return nil
    case .text, .path, .texts, .paths: return nil
    }
  }

  private static func words(for range: ClosedRange<Int>) -> String {
    range.upperBound == .max
      ? ", \(range.lowerBound) or more" : " from \(range.lowerBound) to \(range.upperBound)"
  }

  private static func listed(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
