/// The one Python dictionary of an NPY header: its values as text, by their names.
struct NPYDictionary {
  private var values: [String: String] = [:]

  init(_ text: String) {
    var rest = Substring(text).drop { $0 != "{" }.dropFirst()
    while let quote = rest.firstIndex(where: { $0 == "'" || $0 == "\"" }) {
      let mark = rest[quote]
      rest = rest[rest.index(after: quote)...]
      guard let end = rest.firstIndex(of: mark) else { return }
      let name = String(rest[..<end])
      guard let colon = rest[end...].firstIndex(of: ":") else { return }
      rest = rest[rest.index(after: colon)...].drop { $0 == " " }
      values[name] = Self.value(&rest)
    }
  }

  subscript(name: String) -> String? { values[name] }

  /// As far as a comma, or the end, outside of brackets and quotes.
  private static func value(_ rest: inout Substring) -> String {
    var (depth, isQuoted, value) = (0, false, "")
    while let next = rest.first {
      if next == "'" { isQuoted.toggle() }
      if !isQuoted {
        if depth == 0, next == "," || next == "}" { break }
        if "([{".contains(next) { depth += 1 }
        if ")]}".contains(next) { depth -= 1 }
      }
      value.append(next)
      rest = rest.dropFirst()
    }
    rest = rest.dropFirst()
    return String(value.reversed().drop { $0 == " " || $0 == "\n" }.reversed())
  }
}
