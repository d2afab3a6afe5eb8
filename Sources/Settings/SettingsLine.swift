/// One line of a file of settings.
package enum SettingsLine: Equatable, Sendable {
  /// Nothing, or a comment.
  case blank
  case heading(SettingsSection)
  case entry(key: String, value: String)

  /// - Parameter text: without what ends the line.
  package init(_ text: some StringProtocol) throws(SettingsMistake) {
    let text = Self.trimmed(text)
    guard let first = text.first else { self = .blank; return }
    switch first {
    case "#", ";": self = .blank
    case "[": self = .heading(try Self.heading(text))
    default: self = try Self.entry(text)
    }
  }

  private static func heading(_ text: Substring) throws(SettingsMistake) -> SettingsSection {
    let end = comment(in: text) ?? text.endIndex
    let heading = trimmed(text[..<end])
    guard heading.last == "]" else {
      throw .section("\(heading) is not a section: it lacks its ]")
    }
    return try SettingsSection(heading: heading.dropFirst().dropLast())
  }

  private static func entry(_ text: Substring) throws(SettingsMistake) -> SettingsLine {
    guard let middle = text.firstIndex(of: "=") else {
      throw .line(advice(for: trimmed(text[..<(comment(in: text) ?? text.endIndex)])))
    }
    let key = trimmed(text[..<middle])
    guard !key.isEmpty else { throw .line("there is no key in front of the =") }
    let value = trimmed(text[text.index(after: middle)...])
    return .entry(key: String(key), value: try self.value(value))
  }

  /// How a line without a `=` may have been meant.
  private static func advice(for text: Substring) -> String {
    if let gap = text.firstIndex(where: isBlank) {
      return "\"\(text)\" lacks its =: write \(text[..<gap]) = \(trimmed(text[gap...]))"
    }
    let standard = SettingKey.named(String(text))?.key.example ?? "VALUE"
    return "\"\(text)\" lacks its value: write \(text) = \(standard), or whatever it is to be"
  }

  /// Whether a value is empty because a `#` that it may have been meant to begin with begins a
  /// comment.
  static func hidesValue(_ text: some StringProtocol) -> Bool {
    guard let middle = text.firstIndex(of: "=") else { return false }
    return trimmed(text[text.index(after: middle)...]).first == "#"
  }

  /// What stands behind the `=`: as it is up to a comment, or between quotation marks.
  private static func value(_ text: Substring) throws(SettingsMistake) -> String {
    guard let mark = text.first, mark == "\"" || mark == "'" else {
      return String(trimmed(text[..<(comment(inValue: text) ?? text.endIndex)]))
    }
    var value = ""
    var rest = text.dropFirst()
    while let next = rest.popFirst() {
      if next == mark {
        rest = trimmed(rest)
        guard rest.isEmpty || rest.first == "#" else {
          throw .line("\"\(rest)\" stands behind the closing \(mark)")
        }
        return value
      }
      // Between ' and ' a backslash is a backslash.
      let isEscape = next == "\\" && mark == "\"" && (rest.first == "\"" || rest.first == "\\")
      value.append(isEscape ? rest.removeFirst() : next)
    }
    throw .line("the value lacks its closing \(mark)")
  }

  /// Where a comment begins: a `#` at the start or behind a blank.
  private static func comment(in text: Substring) -> Substring.Index? {
    text.indices.first { index in
      text[index] == "#" && (index == text.startIndex || isBlank(text[text.index(before: index)]))
    }
  }

  /// The same in a value: a `#` that it begins with, and that something follows at once, is its
  /// own, as in `#102030`.
  private static func comment(inValue text: Substring) -> Substring.Index? {
    guard text.first == "#", let next = text.dropFirst().first, next != "#", !isBlank(next) else {
      return comment(in: text)
    }
    return comment(in: text.dropFirst())
  }

  private static func isBlank(_ character: Character) -> Bool {
    character == " " || character == "\t"
  }

  private static func trimmed(_ text: some StringProtocol) -> Substring {
    var text = Substring(text).drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }
}
