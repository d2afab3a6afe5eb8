/// All settings, and where each comes from, as `--print-config` prints them: a file of settings
/// again.
package struct PrintedSettings {
  private var rows: [(setting: String, origin: String?)] = []

  package init() {}

  /// A comment in front of what follows.
  package mutating func remark(_ text: String) { rows.append(("# \(text)", nil)) }

  package mutating func heading(_ text: String) {
    rows += [("", nil), ("[\(text)]", nil)]
  }

  /// A key: by the command line, else by the files, else as ever.
  package mutating func add(_ key: SettingKey, given: [String]?, lines: [SettingsEntry]) {
    if let given {
      for value in given { add(key.name, value, "command line") }
    } else if lines.isEmpty, key == .channel {
      // To name a channel says more than to name none: a slideshow then is on it.
      addComment(key.name, key.standard ?? "", "default")
    } else if lines.isEmpty {
      add(key.name, key.standard ?? "", "default")
    } else {
      for line in lines { add(key.name, line.value, line.place.description) }
    }
  }

  /// What a file cannot say, or says by saying nothing.
  package mutating func addComment(_ key: String, _ value: String, _ origin: String) {
    rows.append(("#\(key) = \(value)", origin))
  }

  /// A line; one without a value is a comment, so that it takes nothing back.
  package mutating func add(_ key: String, _ value: String, _ origin: String) {
    rows.append((value.isEmpty ? "#\(key) =" : "\(key) = \(Self.quoted(value))", origin))
  }

  package var text: String {
    // One that is longer than others stands out, and moves none.
    let width = min(rows.filter { $0.origin != nil }.map(\.setting.count).max() ?? 0, 36)
    return rows.map { row in
      guard let origin = row.origin else { return row.setting + "\n" }
      let space = String(repeating: " ", count: max(0, width - row.setting.count))
      return "\(row.setting)\(space)  # \(origin)\n"
    }.joined()
  }

  /// The value as a file has to write it.
  private static func quoted(_ value: String) -> String {
    let isPlain =
      value.first != "\"" && value.first != "'" && value.first != " " && value.last != " "
      && value.first != "\t" && value.last != "\t" && !value.contains("#")
    if isPlain { return value }
    let escaped = value.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : String($0) }
    return "\"" + escaped.joined() + "\""
  }
}
